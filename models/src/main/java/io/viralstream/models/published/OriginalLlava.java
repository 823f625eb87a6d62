package io.viralstream.models.published;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.model.VisionTransformerSettings;
import io.viralstream.models.preprocess.Preprocessing;
import io.viralstream.models.published.vision.Preprocessor;
import io.viralstream.models.published.vision.VisionTower;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The configuration of LLaVA as its authors write it: that of the language model, with keys that
/// begin with `mm_`, and an encoder in a directory of its own.
final class OriginalLlava {
  private static final Map<String, LanguageFamily> FAMILIES =
      Map.of(
          "llava", LanguageFamily.LLAMA,
          "llava_llama", LanguageFamily.LLAMA,
          "llava_qwen", LanguageFamily.QWEN2);

  /// `pad` pads to a square first; the others leave the picture to the encoder's preprocessor.
  private static final Set<String> ASPECTS = Set.of("pad", "square");

  private OriginalLlava() {}

  static LlavaConfig read(Path directory, ConfigSection config) throws IOException {
    checks(config).forEach(Runnable::run);
    LanguageConfig language = language(config);
    Path tower = tower(directory, config);
    EmbeddedAdapter.refuse(tower);
    Optional<Preprocessor> preprocessor = Preprocessor.of(tower);
    VisionTransformerSettings vision = vision(config, tower, preprocessor);
    return new LlavaConfig(
        LlavaConfig.Layout.ORIGINAL,
        language,
        vision,
        EndTokens.of(directory, config, config, language),
        Decoding.repetitionPenalty(directory, config, config),
        OptionalInt.empty(),
        Optional.of(tower),
        preprocessing(config, vision, preprocessor));
  }

  static LanguageConfig language(ConfigSection config) {
    LanguageFamily family = family(config);
    return LanguageConfig.of(config, family, config.flag("tie_word_embeddings", false));
  }

  /// That of LLaVA's first models where the name is none of theirs, which is refused by itself.
  static LanguageFamily family(ConfigSection config) {
    return FAMILIES.getOrDefault(config.text("model_type", ""), LanguageFamily.LLAMA);
  }

  /// A relative one is looked up from the checkpoint (docs/method.md §11); nothing is fetched.
  private static Path tower(Path directory, ConfigSection config) {
    String named = config.text("mm_vision_tower", "");
    if (named.isBlank() || named.length() > 1_024 || named.indexOf('\0') >= 0) {
      throw config.refused("mm_vision_tower", "a directory");
    }
    Path tower = directory.resolve(named).normalize();
    if (!Files.isRegularFile(tower.resolve("config.json"))) {
      throw new CheckpointRejected(
          config.where()
              + ": mm_vision_tower="
              + named
              + ": no config.json in "
              + tower
              + "; put the encoder's directory there, or name where it lies");
    }
    return tower;
  }

  private static VisionTransformerSettings vision(
      ConfigSection config, Path tower, Optional<Preprocessor> preprocessor) throws IOException {
    ConfigSection whole = ConfigSection.read(tower.resolve("config.json"));
    ConfigSection section = whole.section("vision_config").orElse(whole);
    VisionTower family = VisionTower.of(section);
    VisionTransformerSettings vision = family.settings(section, family.statistics(preprocessor));
    if (config.whole("mm_hidden_size", vision.width()) != vision.width()) {
      throw config.refused("mm_hidden_size", vision.width() + ", the encoder's width");
    }
    return FeatureChoice.of(config, "mm_vision_select_layer", vision);
  }

  private static Optional<Preprocessing> preprocessing(
      ConfigSection config, VisionTransformerSettings vision, Optional<Preprocessor> preprocessor) {
    int side = vision.imageSize();
    String aspect = config.textIfSet("image_aspect_ratio").orElse("square");
    if (!ASPECTS.contains(aspect)) throw config.refused("image_aspect_ratio", "pad or square");
    return aspect.equals("pad")
        ? Optional.of(Preprocessing.padded(vision.view(), side))
        : preprocessor.map(file -> file.preprocessing(side));
  }

  /// Each refuses one thing that would change the numbers and is not computed.
  static List<Runnable> checks(ConfigSection config) {
    return List.of(
        () -> config.requireText("mm_projector_type", "linear", Set.of("mlp2x_gelu")),
        () -> config.requireText("mm_vision_select_feature", "patch", Set.of("patch")),
        () -> config.requireAbsent("mm_resampler_type"),
        () -> config.requireFalse("mm_use_im_start_end"),
        () -> config.requireFalse("mm_use_im_patch_token"),
        () -> config.requireFalse("s2"),
        () -> config.requireText("model_type", "", FAMILIES.keySet()));
  }
}
