package io.viralstream.workers.train;

import io.viralstream.models.checkpoint.ModelConfig;

/// What one sample may take of the model.
///
/// @param context positions that a turn may reach with its picture
/// @param packed tokens of all turns of a sample together with the picture
/// @param visualTokens N of a picture
public record SampleLimits(int context, int packed, int visualTokens) {
  public SampleLimits {
    if (visualTokens < 1 || context <= visualTokens || packed < context) {
      throw new IllegalArgumentException(
          "limits: visualTokens="
              + visualTokens
              + " context="
              + context
              + " packed="
              + packed
              + ", expected 1 or more, each larger than the one before");
    }
  }

  /// What a model's own settings allow, and a bound on packing.
  public static SampleLimits of(ModelConfig config, int packed) {
    int context = config.language().context();
    return new SampleLimits(context, Math.max(context, packed), config.vision().patches());
  }
}
