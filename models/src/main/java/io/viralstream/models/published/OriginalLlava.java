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

/// The directory of a LLaVA as its authors write it: its configuration is that of the language
/// model, with keys that begin with `mm_`, and its encoder lies in a directory of its own.
record OriginalLlava(Path path, ConfigSection config) implements DirectoryKind.Llava {
  private static final Map<String, LanguageFamily> FAMILIES =
      Map.of(
          "llava", LanguageFamily.LLAMA,
          "llava_llama", LanguageFamily.LLAMA,
          "llava_qwen", LanguageFamily.QWEN2);

  /// `pad` pads to a square first; the others leave the picture to the encoder's preprocessor.
  private static final Set<String> ASPECTS = Set.of("pad", "square");

  @Override
  public LlavaConfig answering() throws IOException {
    return LlavaConfig.sound(config, this::read);
  }

  private LlavaConfig read() throws IOException {
    checks().forEach(Runnable::run);
    LanguageConfig language = language();
    Path tower = tower();
    EmbeddedAdapter.refuse(tower);
    Optional<Preprocessor> preprocessor = Preprocessor.of(tower);
    VisionTransformerSettings vision = vision(tower, preprocessor);
    GenerationConfig generation = GenerationConfig.read(path, config, config);
    return new LlavaConfig(
        LlavaConfig.Layout.ORIGINAL,
        language,
        vision,
        EndTokens.of(generation, language),
        Decoding.repetitionPenalty(generation),
        OptionalInt.empty(),
        Optional.of(tower),
        preprocessing(vision, preprocessor));
  }

  @Override
  public ConfigSection text() {
    return config;
  }

  @Override
  public LanguageConfig language() {
    return LanguageConfig.of(config, family(), config.flag("tie_word_embeddings", false));
  }

  /// That of LLaVA's first models where the name is none of theirs, which is refused by itself.
  @Override
  public LanguageFamily family() {
    return FAMILIES.getOrDefault(config.text("model_type", ""), LanguageFamily.LLAMA);
  }

  /// What an encoder's own directory says is read with the rest.
  @Override
  public List<Runnable> encoderChecks() {
    return List.of();
  }

  /// A relative one is looked up from the checkpoint (docs/method.md §11); nothing is fetched.
  private Path tower() {
    String named = config.text("mm_vision_tower", "");
    if (named.isBlank() || named.length() > 1_024 || named.indexOf('\0') >= 0) {
      throw config.refused("mm_vision_tower", "a directory");
    }
    Path tower = path.resolve(named).normalize();
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

  private VisionTransformerSettings vision(Path tower, Optional<Preprocessor> preprocessor)
      throws IOException {
    ConfigSection whole = ConfigSection.read(tower.resolve("config.json"));
    ConfigSection section = whole.section("vision_config").orElse(whole);
    VisionTower family = VisionTower.of(section);
    VisionTransformerSettings vision = family.settings(section, family.statistics(preprocessor));
    if (config.whole("mm_hidden_size", vision.width()) != vision.width()) {
      throw config.refused("mm_hidden_size", vision.width() + ", the encoder's width");
    }
    return LlavaConfig.taking(vision, config, "mm_vision_select_layer");
  }

  private Optional<Preprocessing> preprocessing(
      VisionTransformerSettings vision, Optional<Preprocessor> preprocessor) {
    int side = vision.imageSize();
    String aspect = config.textIfSet("image_aspect_ratio").orElse("square");
    if (!ASPECTS.contains(aspect)) throw config.refused("image_aspect_ratio", "pad or square");
    return aspect.equals("pad")
        ? Optional.of(Preprocessing.padded(vision.view(), side))
        : preprocessor.map(file -> file.preprocessing(side));
  }

  @Override
  public List<Runnable> checks() {
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
