package io.viralstream.models.published;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.models.checkpoint.StrictJson;
import io.viralstream.models.model.VisionTransformerSettings;
import io.viralstream.models.published.vision.Preprocessor;
import io.viralstream.models.published.vision.VisionTower;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The directory of a LLaVA as transformers writes it: its configuration has a `text_config` and a
/// `vision_config`.
record TransformersLlava(Path path, ConfigSection config) implements DirectoryKind.Llava {
  /// What it means to leave `vision_config` out, after transformers' LlavaConfig.
  private static final String CLIP_LARGE =
      """
      {"model_type": "clip_vision_model", "hidden_size": 1024, "intermediate_size": 4096,
       "num_hidden_layers": 24, "num_attention_heads": 16, "patch_size": 14, "image_size": 336}
      """;

  @Override
  public LlavaConfig answering() throws IOException {
    return LlavaConfig.sound(config, this::read);
  }

  private LlavaConfig read() throws IOException {
    checks().forEach(Runnable::run);
    LanguageConfig language = language();
    Optional<Preprocessor> preprocessor = Preprocessor.of(path);
    VisionTransformerSettings vision = vision(preprocessor);
    GenerationConfig generation = GenerationConfig.read(path, config, text());
    return new LlavaConfig(
        LlavaConfig.Layout.TRANSFORMERS,
        language,
        vision,
        EndTokens.of(generation, language),
        Decoding.repetitionPenalty(generation),
        imageToken(language),
        Optional.empty(),
        preprocessor.map(file -> file.preprocessing(vision.imageSize())));
  }

  @Override
  public ConfigSection text() {
    return config.sectionOrEmpty("text_config");
  }

  @Override
  public LanguageConfig language() {
    ConfigSection text = text();
    LanguageFamily family = family();
    boolean tied =
        config.flag("tie_word_embeddings", false) || text.flag("tie_word_embeddings", false);
    return LanguageConfig.of(text, family, tied);
  }

  @Override
  public LanguageFamily family() {
    ConfigSection text = text();
    return text.has("model_type") ? LanguageFamily.of(text) : LanguageFamily.LLAMA;
  }

  @Override
  public List<Runnable> encoderChecks() {
    return List.of(() -> vision(Optional.empty()));
  }

  private VisionTransformerSettings vision(Optional<Preprocessor> preprocessor) {
    ConfigSection section =
        config
            .section("vision_config")
            .orElseGet(() ->
                new ConfigSection(
                    config.where() + ": vision_config",
                    StrictJson.parse(config.where(), CLIP_LARGE, ObjectNode.class)));
    VisionTower tower = VisionTower.of(section);
    VisionTransformerSettings vision = tower.settings(section, tower.statistics(preprocessor));
    requireAllPatches(vision);
    return LlavaConfig.taking(vision, config, "vision_feature_layer");
  }

  /// `default` drops the first token, which is a class token or else a patch; `full` keeps all.
  private void requireAllPatches(VisionTransformerSettings vision) {
    String key = "vision_feature_select_strategy";
    String needed = vision.classToken() ? "default" : "full";
    if (!config.text(key, "default").equals(needed)) {
      throw config.refused(key, needed + ", which gives the patches of such an encoder");
    }
  }

  private OptionalInt imageToken(LanguageConfig language) {
    String key = config.has("image_token_index") ? "image_token_index" : "image_token_id";
    int id = config.whole(key, 32_000);
    boolean known = id >= 0 && id < language.settings().vocabulary();
    return known ? OptionalInt.of(id) : OptionalInt.empty();
  }

  @Override
  public List<Runnable> checks() {
    return List.of(
        () -> config.requireText("model_type", "", Set.of("llava")),
        () -> config.requireAbsent("quantization_config"),
        () -> config.requireText("projector_hidden_act", "gelu", Set.of("gelu")),
        this::requireBias);
  }

  private void requireBias() {
    if (!config.flag("multimodal_projector_bias", true)) {
      throw config.refused("multimodal_projector_bias", "true");
    }
  }
}
