package io.viralstream.workers.train;

import io.viralstream.models.checkpoint.ModelConfig;
import io.viralstream.models.text.Packing;

/// How a sample's turns stand together, and what it may take of the model.
///
/// @param packing isolated turns must fit as they are; chained ones are cut at their end, as LLaVA
///   does
/// @param context positions that a turn may reach with its picture
/// @param packed tokens of all turns of a sample together with the picture
/// @param visualTokens N of a picture
/// @param vocabulary tokens that the model knows: some tokenizers have more
public record SampleLimits(
    Packing packing, int context, int packed, int visualTokens, int vocabulary) {
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

  /// Isolated turns: what a model's own settings allow, and a bound on packing.
  public static SampleLimits of(ModelConfig config, int packed) {
    int context = config.language().context();
    return new SampleLimits(
        Packing.ISOLATED,
        context,
        Math.max(context, packed),
        config.vision().patches(),
        config.language().vocabulary());
  }
}
