package io.viralstream.models.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.viralstream.models.model.PatchFeatures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FeatureTypeTest {
  /// 1 + 2⁻⁸ lies between 1 and 1 + 2⁻⁷, the next number of BF16; 1 + 3·2⁻⁸ between that and the
  /// one after.
  @Test
  void roundsTiesOfBrainFloatsToEven() {
    assertArrayEquals(
        new float[] {1, 1 + 0x1p-6f}, rounded(FeatureType.BF16, 1 + 0x1p-8f, 1 + 3 * 0x1p-8f));
  }

  @Test
  void roundsTiesOfHalvesToEven() {
    assertArrayEquals(
        new float[] {1, 1 + 0x1p-9f}, rounded(FeatureType.F16, 1 + 0x1p-11f, 1 + 3 * 0x1p-11f));
  }

  @Test
  void leavesFloatsAsTheyAre() {
    PatchFeatures features = features(.1f, .2f);
    assertSame(features, FeatureType.F32.rounded(features));
  }

  @Test
  void hasNoHalfBeyondTheLargest() {
    assertArrayEquals(
        new float[] {65_504, Float.POSITIVE_INFINITY}, rounded(FeatureType.F16, 65_504, 65_520));
  }

  @ParameterizedTest
  @EnumSource(FeatureType.class)
  void roundsNothingTwice(FeatureType type) {
    float[] once = rounded(type, .1f, -1 / 3f, 1e-7f, 1e20f);
    assertArrayEquals(once, rounded(type, once));
  }

  @ParameterizedTest
  @EnumSource(FeatureType.class)
  void keepsShape(FeatureType type) {
    PatchFeatures rounded = type.rounded(new PatchFeatures(new float[6], 2, 3));
    assertEquals(2, rounded.tokens());
    assertEquals(3, rounded.width());
  }

  private static float[] rounded(FeatureType type, float... values) {
    return type.rounded(features(values)).values();
  }

  private static PatchFeatures features(float... values) {
    return new PatchFeatures(values, 1, values.length);
  }
}
