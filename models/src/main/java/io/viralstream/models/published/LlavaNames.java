package io.viralstream.models.published;

import io.viralstream.models.checkpoint.SourceTensor;
import io.viralstream.models.checkpoint.StoredTensor;
import io.viralstream.models.checkpoint.TensorNames;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.published.vision.VisionTower;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a published layout puts where our names have a prefix.
///
/// | ours | transformers' LLaVA, 4.52 | its others | original LLaVA | a language model alone |
/// |---|---|---|---|---|
/// | `language_model.model.` | `model.language_model.` | as ours | `model.` | `model.` |
/// | `language_model.lm_head.` | `lm_head.` | as ours | `lm_head.` | `lm_head.` |
/// | `multi_modal_projector.linear_1.` | `model.` before ours | as ours | `model.mm_projector.0.` | |
/// | `multi_modal_projector.linear_2.` | `model.` before ours | as ours | `model.mm_projector.2.` | |
/// | `vision_tower.vision_model.` | `model.` before ours | as ours | `model.vision_tower.` before ours | |
///
/// transformers 5 leaves the tower's `vision_model.` out.
record LlavaNames(String language, String head, String first, String second, String tower)
    implements TensorNames {
  static final String DECODER = "language_model.";
  static final String LANGUAGE = DECODER + "model.";
  static final String HEAD = DECODER + "lm_head.";
  static final String FIRST = "multi_modal_projector.linear_1.";
  static final String SECOND = "multi_modal_projector.linear_2.";
  static final String TOWER = "vision_tower.vision_model.";
  private static final String ORIGINAL_TOWER = "model.vision_tower.vision_tower.vision_model.";

  /// Those of all namings in use, each with the tower's inner name and without; of two that fit,
  /// the longer is meant.
  private static final List<Renaming> IN_ADAPTERS =
      Stream.of(
              today("vision_model."),
              today(""),
              ours(),
              earlier(),
              ofOriginal(Set.of(ORIGINAL_TOWER)))
          .flatMap(names -> names.renamings().stream())
          .sorted(Comparator.comparingInt((Renaming each) -> each.theirs().length()).reversed())
          .toList();

  /// Of LLaVA as transformers names its modules now.
  ///
  /// @param inner what stands between the tower and its parts
  static LlavaNames today(String inner) {
    return new LlavaNames(
        "model.language_model.",
        "lm_head.",
        "model." + FIRST,
        "model." + SECOND,
        "model.vision_tower." + inner);
  }

  private static LlavaNames earlier() {
    return new LlavaNames(LANGUAGE, HEAD, FIRST, SECOND, "vision_tower.");
  }

  static LlavaNames ours() {
    return new LlavaNames(LANGUAGE, HEAD, FIRST, SECOND, TOWER);
  }

  static LlavaNames ofLanguage() {
    return new LlavaNames("model.", "lm_head.", FIRST, SECOND, TOWER);
  }

  /// Of transformers' LLaVA, by the names that there are.
  static LlavaNames ofLlava(Set<String> names) {
    boolean nested = names.stream().anyMatch(name -> name.startsWith("model.language_model."));
    String root = nested ? "model." : "";
    return new LlavaNames(
        nested ? "model.language_model." : LANGUAGE,
        nested ? "lm_head." : HEAD,
        root + FIRST,
        root + SECOND,
        tower(names, root + "vision_tower."));
  }

  /// Of the original LLaVA; its tower may lie in another directory.
  static LlavaNames ofOriginal(Set<String> names) {
    return new LlavaNames(
        "model.",
        "lm_head.",
        "model.mm_projector.0.",
        "model.mm_projector.2.",
        tower(names, "model.vision_tower.vision_tower."));
  }

  /// Of the directory of an encoder alone.
  static LlavaNames ofTower(Set<String> names) {
    return new LlavaNames(LANGUAGE, HEAD, FIRST, SECOND, tower(names, ""));
  }

  private static String tower(Set<String> names, String root) {
    String whole = root + "vision_model.";
    return names.stream().anyMatch(name -> name.startsWith(whole)) ? whole : root;
  }

  @Override
  public SourceTensor of(String ours) {
    for (Renaming each : renamings()) {
      if (ours.startsWith(each.ours())) {
        return SourceTensor.whole(each.theirs() + ours.substring(each.ours().length()));
      }
    }
    return SourceTensor.whole(ours);
  }

  /// Our name of a tensor in the file, where it is one of the model's.
  Optional<String> ours(String theirs) {
    return renamings().stream()
        .filter(each -> theirs.startsWith(each.theirs()))
        .findFirst()
        .map(each -> each.ours() + theirs.substring(each.theirs().length()));
  }

  /// Whether a file may hold this tensor although no module takes it: rotary buffers, parts of an
  /// encoder behind its features, and the embedding table once more as the head that it is.
  boolean mayBeLeft(String theirs, boolean tiedHead) {
    if (theirs.endsWith(".rotary_emb.inv_freq")) return true;
    if (theirs.equals(head + "weight")) return tiedHead;
    return theirs.startsWith(tower) && VisionTower.isUnused(theirs.substring(tower.length()));
  }

  /// Whether a head that the files hold is the embedding table once more.
  boolean headIsTheTable(WeightFiles files) {
    StoredTensor stored = files.tensor(head + "weight");
    StoredTensor table = files.tensor(language + "embed_tokens.weight");
    return stored.type() == table.type() && stored.data().mismatch(table.data()) == -1;
  }

  /// What is wrong where it is not.
  String notTheTable(WeightFiles files) {
    String tensor = head + "weight";
    return files.file(tensor)
        + ": tensor "
        + tensor
        + " is not the embedding table, but config.json ties the two";
  }

  /// Our name of a weight that an adapter changes, under whichever of the namings in use.
  static String oursInAdapter(String theirs) {
    for (Renaming each : IN_ADAPTERS) {
      if (theirs.startsWith(each.theirs())) {
        return each.ours() + theirs.substring(each.theirs().length());
      }
    }
    return theirs;
  }

  private record Renaming(String ours, String theirs) {}

  /// The language model's come last, as the shortest.
  private List<Renaming> renamings() {
    return List.of(
        new Renaming(TOWER, tower),
        new Renaming(FIRST, first),
        new Renaming(SECOND, second),
        new Renaming(HEAD, head),
        new Renaming(LANGUAGE, language));
  }
}
