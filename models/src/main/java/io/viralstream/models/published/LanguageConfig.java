package io.viralstream.models.published;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.model.LanguageModelSettings;
import io.viralstream.models.published.LanguageFamily.Defaults;
import java.util.List;
import java.util.Set;

/// A published configuration of a language model, by old and new writers.
///
/// What would change the numbers and is not computed here is refused, never passed over.
public record LanguageConfig(LanguageFamily family, LanguageModelSettings settings) {
  private static final Set<String> SILU = Set.of("silu", "swish");

  /// @param config `config.json` of a language model, or the part of one that describes it
  /// @throws CheckpointRejected naming file and key
  static LanguageConfig of(ConfigSection config) {
    return of(config, LanguageFamily.of(config), config.flag("tie_word_embeddings", false));
  }

  /// @param tiedHead whether the head is the embedding table
  static LanguageConfig of(ConfigSection config, LanguageFamily family, boolean tiedHead) {
    checks(config, family).forEach(Runnable::run);
    try {
      return new LanguageConfig(family, settings(config, family, tiedHead));
    } catch (IllegalArgumentException bad) {
      throw new CheckpointRejected(config.where() + ": " + bad.getMessage(), bad);
    }
  }

  private static LanguageModelSettings settings(
      ConfigSection config, LanguageFamily family, boolean tiedHead) {
    Defaults defaults = family.defaults();
    int width = config.whole("hidden_size", defaults.width());
    int heads = config.whole("num_attention_heads", defaults.heads());
    boolean biased = isBiased(config, family);
    int context = config.whole("max_position_embeddings", defaults.context());
    RopeConfig rope = RopeConfig.of(config, context);
    return new LanguageModelSettings(
        config.whole("vocab_size", defaults.vocabulary()),
        width,
        config.whole("num_hidden_layers", defaults.blocks()),
        heads,
        keyValueHeads(config, heads, defaults),
        headWidth(config, width, heads),
        config.whole("intermediate_size", defaults.feedForward()),
        context,
        config.number("rms_norm_eps", defaults.normEpsilon()),
        rope.theta(),
        biased,
        tiedHead,
        biased && family == LanguageFamily.LLAMA,
        rope.scaling());
  }

  /// LLaMA's biases are all or none; Qwen2 has none behind attention.
  private static boolean isBiased(ConfigSection config, LanguageFamily family) {
    return switch (family) {
      case LLAMA -> config.flag("attention_bias", false);
      case QWEN2 -> true;
    };
  }

  /// Absence and null differ: only the first is the class's default.
  private static int keyValueHeads(ConfigSection config, int heads, Defaults defaults) {
    if (config.json().has("num_key_value_heads")) {
      return config.wholeIfSet("num_key_value_heads").orElse(heads);
    }
    return defaults.keyValueHeads().orElse(heads);
  }

  private static int headWidth(ConfigSection config, int width, int heads) {
    if (config.has("head_dim")) return config.whole("head_dim");
    if (heads < 1 || width % heads != 0) {
      throw config.refused("num_attention_heads", "a divisor of hidden_size=" + width);
    }
    return width / heads;
  }

  /// Each refuses one thing that would change the numbers and is not computed.
  static List<Runnable> checks(ConfigSection config, LanguageFamily family) {
    return List.of(
        () -> config.requireAbsent("quantization_config"),
        () -> config.requireText("hidden_act", "silu", SILU),
        () -> config.requireFalse("mlp_bias"),
        () -> requireWholeRotation(config),
        () -> requireFullAttention(config),
        () -> requireNoWindow(config, family));
  }

  private static void requireWholeRotation(ConfigSection config) {
    if (config.number("partial_rotary_factor", 1) != 1) {
      throw config.refused("partial_rotary_factor", "1");
    }
  }

  private static void requireFullAttention(ConfigSection config) {
    if (!config.texts("layer_types").stream().allMatch("full_attention"::equals)) {
      throw config.refused("layer_types", "full_attention everywhere");
    }
  }

  private static void requireNoWindow(ConfigSection config, LanguageFamily family) {
    switch (family) {
      case LLAMA -> requireNoShortMemory(config);
      case QWEN2 -> requireNoWindowInUse(config);
    }
  }

  /// LLaMA's attention knows neither key, but transformers' memory of keys and values forgets by
  /// them.
  private static void requireNoShortMemory(ConfigSection config) {
    config.requireAbsent("sliding_window");
    config.requireAbsent("attention_chunk_size");
  }

  /// A window is in use from block `max_window_layers` on, unless it is null.
  private static void requireNoWindowInUse(ConfigSection config) {
    boolean isSet = !config.json().has("sliding_window") || config.has("sliding_window");
    int first = config.whole("max_window_layers", 28);
    boolean reached =
        first < config.whole("num_hidden_layers", LanguageFamily.QWEN2.defaults().blocks());
    if (config.flag("use_sliding_window", false) && isSet && reached) {
      throw config.refused("use_sliding_window", "false");
    }
  }
}
