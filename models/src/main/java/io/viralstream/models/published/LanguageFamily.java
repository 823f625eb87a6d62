package io.viralstream.models.published;

import io.viralstream.models.text.PromptTemplate;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// The families of decoders that we run, with what their configurations mean by leaving a key out.
///
/// The defaults are those of transformers' `LlamaConfig` and `Qwen2Config`; this table is the only
/// place that has them.
public enum LanguageFamily {
  /// LLaMA and Vicuna.
  LLAMA(
      Set.of("llama", "llava_llama"),
      new Defaults(32_000, 4_096, 11_008, 32, 32, OptionalInt.empty(), 2_048, 1e-6, List.of(2)),
      PromptTemplate.VICUNA_V1),

  /// Qwen2 and Qwen2.5: query, key and value have biases whatever the configuration says.
  QWEN2(
      Set.of("qwen2", "llava_qwen"),
      new Defaults(151_936, 4_096, 22_016, 32, 32, OptionalInt.of(32), 32_768, 1e-6, List.of()),
      PromptTemplate.CHATML);

  /// θ of the rotary frequencies in both families.
  static final double ROPE_THETA = 10_000;

  /// What is meant where the key of that name is left out.
  ///
  /// @param keyValueHeads where nothing is said: as many as `heads`
  record Defaults(
      int vocabulary,
      int width,
      int feedForward,
      int blocks,
      int heads,
      OptionalInt keyValueHeads,
      int context,
      double normEpsilon,
      List<Integer> endTokens) {}

  private final Set<String> modelTypes;
  private final Defaults defaults;
  private final PromptTemplate prompt;

  LanguageFamily(Set<String> modelTypes, Defaults defaults, PromptTemplate prompt) {
    this.modelTypes = modelTypes;
    this.defaults = defaults;
    this.prompt = prompt;
  }

  /// The family of a configuration, by its `model_type`.
  ///
  /// @throws io.viralstream.models.checkpoint.CheckpointRejected where it is none of ours
  static LanguageFamily of(ConfigSection config) {
    String type = config.text("model_type", "");
    for (LanguageFamily family : values()) {
      if (family.modelTypes.contains(type)) return family;
    }
    throw config.refused("model_type", "llama or qwen2");
  }

  /// Whether a configuration is of one of these families.
  static boolean isKnown(ConfigSection config) {
    String type = config.text("model_type", "");
    return Arrays.stream(values()).anyMatch(family -> family.modelTypes.contains(type));
  }

  Defaults defaults() {
    return defaults;
  }

  /// How its conversations were framed in training (docs/method.md §8.1).
  public PromptTemplate prompt() {
    return prompt;
  }
}
