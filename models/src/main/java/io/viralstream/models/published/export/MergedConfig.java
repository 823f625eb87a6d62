package io.viralstream.models.published.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.models.checkpoint.ElementType;
import io.viralstream.models.model.VisionTransformerSettings;
import io.viralstream.models.published.ConfigSection;
import io.viralstream.models.published.LanguageFamily;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// `config.json` and `generation_config.json` of a merged model: the base's own words where it is
/// in transformers' layout, else what they mean in that layout.
final class MergedConfig {
  /// What of an original LLaVA's configuration describes its language model.
  private static final List<String> TEXT_KEYS =
      List.of(
          "attention_bias",
          "attention_dropout",
          "bos_token_id",
          "eos_token_id",
          "head_dim",
          "hidden_act",
          "hidden_size",
          "initializer_range",
          "intermediate_size",
          "layer_types",
          "max_position_embeddings",
          "max_window_layers",
          "num_attention_heads",
          "num_hidden_layers",
          "num_key_value_heads",
          "pad_token_id",
          "rms_norm_eps",
          "rope_parameters",
          "rope_scaling",
          "rope_theta",
          "sliding_window",
          "tie_word_embeddings",
          "use_cache",
          "use_sliding_window");

  /// What a base says of the machine and the type that it was written with.
  private static final List<String> NOT_OURS =
      List.of("_name_or_path", "torch_dtype", "transformers_version");

  private final ExportSource source;
  private final ElementType type;

  MergedConfig(ExportSource source, ElementType type) {
    this.source = source;
    this.type = type;
  }

  ObjectNode config() throws IOException {
    ObjectNode config =
        source.encoder().isPresent()
            ? llava(source.encoder().get())
            : source.baseConfig().json().deepCopy();
    config.remove(NOT_OURS);
    return config.put("dtype", dtype());
  }

  private String dtype() {
    return switch (type) {
      case F32 -> "float32";
      case F16 -> "float16";
      case BF16 -> "bfloat16";
      case F64, I64, I32, I16, I8, U8, BOOL ->
          throw new IllegalStateException(type + " is no type of weights");
    };
  }

  private ObjectNode llava(VisionTransformerSettings encoder) throws IOException {
    ConfigSection base = source.baseConfig();
    ObjectNode config =
        base.has("mm_vision_tower") ? fromOriginal(base, encoder) : base.json().deepCopy();
    for (String part : List.of("text_config", "vision_config")) {
      if (config.get(part) instanceof ObjectNode section) section.remove(NOT_OURS);
    }
    if (config.get("text_config") instanceof ObjectNode text) {
      text.put("vocab_size", source.vocabulary());
    }
    if (!encoder.classToken() && config.get("vision_config") instanceof ObjectNode vision) {
      vision.put("vision_use_head", false);
    }
    return config;
  }

  private ObjectNode fromOriginal(ConfigSection base, VisionTransformerSettings encoder)
      throws IOException {
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    config.putArray("architectures").add("LlavaForConditionalGeneration");
    config
        .put("image_seq_length", encoder.patches())
        .put("image_token_index", source.imageToken())
        .put("model_type", "llava")
        .put("multimodal_projector_bias", true)
        .put("projector_hidden_act", "gelu")
        .put("tie_word_embeddings", source.answering().language().settings().tiedHead())
        .put("vision_feature_layer", base.whole("mm_vision_select_layer", -2))
        .put("vision_feature_select_strategy", strategy(encoder));
    ObjectNode text = config.putObject("text_config");
    LanguageFamily family = source.answering().language().family();
    text.put("model_type", family.name().toLowerCase(Locale.ROOT));
    TEXT_KEYS.stream()
        .filter(key -> base.json().has(key))
        .forEach(key -> text.set(key, base.json().get(key)));
    config.set("vision_config", vision(encoder));
    return config;
  }

  private ObjectNode vision(VisionTransformerSettings encoder) throws IOException {
    Path tower = source.answering().tower().orElseThrow();
    ConfigSection whole = ConfigSection.read(tower.resolve("config.json"));
    ObjectNode section = whole.section("vision_config").orElse(whole).json().deepCopy();
    section.remove("architectures");
    return section.put(
        "model_type", encoder.classToken() ? "clip_vision_model" : "siglip_vision_model");
  }

  /// Which of the encoder's tokens a LLaVA takes: the patches.
  static String strategy(VisionTransformerSettings encoder) {
    return encoder.classToken() ? "default" : "full";
  }

  /// Greedy, to the end of an answer as it was trained.
  ObjectNode generation() {
    ObjectNode generation = JsonNodeFactory.instance.objectNode();
    generation.put("do_sample", false).put("eos_token_id", source.endToken());
    ObjectNode base = source.baseConfig().json();
    for (String key : List.of("bos_token_id", "pad_token_id")) {
      ObjectNode text = base.get("text_config") instanceof ObjectNode part ? part : base;
      if (text.path(key).isInt()) generation.set(key, text.get(key));
    }
    return generation;
  }
}
