package io.viralstream.pretraining;

import io.viralstream.models.model.Activation;
import io.viralstream.models.model.FeatureLayer;
import io.viralstream.models.model.LanguageModelSettings;
import io.viralstream.models.model.VisionTransformerSettings;
import java.util.Collections;
import java.util.OptionalDouble;

/// The sizes of the default model: small enough for two cores, large enough to learn.
final class DefaultShape {
  private static final int WIDTH = 128;
  private static final int HEADS = 4;
  private static final int CROP_SIDE = 42;

  private DefaultShape() {}

  /// V_ψ: 5 blocks with a class token, features after block 4, the last but one as in LLaVA.
  static VisionTransformerSettings encoder() {
    return vision(112, 5, true, new FeatureLayer.AfterBlock(4));
  }

  /// V_ψ as it reads crops of 3×3 patches.
  static VisionTransformerSettings encoderOfCrops() {
    return vision(CROP_SIDE, 5, true, new FeatureLayer.AfterBlock(4));
  }

  /// E: 4 blocks, features after the final norm as DINOv2's.
  static VisionTransformerSettings teacher() {
    return vision(112, 4, true, new FeatureLayer.AfterFinalNorm());
  }

  /// LM_θ: 4 LLaMA blocks.
  static LanguageModelSettings language(int vocabulary) {
    return new LanguageModelSettings(
        vocabulary, WIDTH, 4, HEADS, HEADS, WIDTH / HEADS, 336, 512, 1e-5, 1e4, false, false);
  }

  private static VisionTransformerSettings vision(
      int side, int blocks, boolean classToken, FeatureLayer feature) {
    return new VisionTransformerSettings(
        side,
        14,
        WIDTH,
        blocks,
        HEADS,
        4 * WIDTH,
        Activation.GELU,
        classToken,
        1e-6,
        OptionalDouble.empty(),
        feature,
        Collections.nCopies(3, 0.6),
        Collections.nCopies(3, 0.3));
  }

  /// Width of every feature and token.
  static int width() {
    return WIDTH;
  }
}
