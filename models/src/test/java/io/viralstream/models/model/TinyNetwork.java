package io.viralstream.models.model;

import io.viralstream.models.tensor.Torch;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;

/// The smallest shapes that still have every part: a 2×2 grid, two blocks, shared key heads.
public final class TinyNetwork {
  public static final int VOCABULARY = 11;

  private TinyNetwork() {}

  public static VisionTransformerSettings vision(FeatureLayer feature) {
    return new VisionTransformerSettings(
        8,
        4,
        16,
        2,
        2,
        24,
        Activation.GELU,
        true,
        1e-6,
        OptionalDouble.empty(),
        feature,
        List.of(.5, .4, .3),
        List.of(.3, .2, .1));
  }

  public static LanguageModelSettings language() {
    return new LanguageModelSettings(VOCABULARY, 16, 2, 4, 2, 4, 24, 32, 1e-5, 1e4, false, false);
  }

  public static VisionLanguageModelSettings settings() {
    return new VisionLanguageModelSettings(vision(new FeatureLayer.AfterBlock(1)), language());
  }

  public static VisionLanguageModel fresh(Torch torch, long seed) {
    return new VisionLanguageModel(torch, settings(), FreshWeights.seeded(torch, seed));
  }

  /// A turn of these ids whose last tokens are the answer.
  public static Turn turn(int answerTokens, int... ids) {
    boolean[] answer = new boolean[ids.length];
    for (int i = ids.length - answerTokens; i < ids.length; i++) {
      answer[i] = true;
    }
    return new Turn(ids, answer);
  }

  /// A picture of noise.
  public static byte[] picture(long seed) {
    byte[] rgb = new byte[8 * 8 * 3];
    new Random(seed).nextBytes(rgb);
    return rgb;
  }
}
