package io.viralstream.models.model;

/// How a model's rotary frequencies θ^(−2i/d) were stretched to make its context longer.
///
/// All but [Exact] compute in F32 and step by step as transformers does, so that angles at far
/// positions are the ones the weights were trained with.
public sealed interface RopeScaling {
  /// Not at all, with angles worked out in double precision: the default model's.
  record Exact() implements RopeScaling {}

  /// Not at all.
  record None() implements RopeScaling {}

  /// All divided by a factor.
  record Linear(double factor) implements RopeScaling {
    public Linear {
      Require.positive("rope.factor", factor);
    }
  }

  /// As Llama 3.1: waves that turn less than `lowTurns` times in the first context are divided by
  /// the factor, those that turn more than `highTurns` times stay, and between the two it is
  /// blended.
  ///
  /// @param context of the first training, in positions
  record Llama3(double factor, double lowTurns, double highTurns, int context)
      implements RopeScaling {
    public Llama3 {
      Require.positive("rope.factor", factor);
      Require.positive("rope.low_freq_factor", lowTurns);
      Require.positive("rope.high_freq_factor", highTurns - lowTurns);
      Require.between("rope.original_max_position_embeddings", context, 1, 1 << 20);
    }
  }

  /// One frequency, stretched.
  default float scaled(float frequency) {
    return switch (this) {
      case Exact() -> frequency;
      case None() -> frequency;
      case Linear(double factor) -> frequency / (float) factor;
      case Llama3 llama -> scaled(frequency, llama);
    };
  }

  private static float scaled(float frequency, Llama3 llama) {
    float wave = 1 / frequency * (float) (2 * Math.PI); // positions of a whole turn
    if (wave > (float) (llama.context / llama.lowTurns)) {
      return frequency / (float) llama.factor;
    }
    if (wave < (float) (llama.context / llama.highTurns)) {
      return frequency;
    }
    float turns = 1 / wave * llama.context;
    float kept = (turns - (float) llama.lowTurns) / (float) (llama.highTurns - llama.lowTurns);
    return (1 - kept) * frequency / (float) llama.factor + kept * frequency;
  }
}
