package io.viralstream.models.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class LearningRateTest {
  @Test
  void risesOverItsWarmUpAndStays() {
    LearningRate rate = new LearningRate.Constant(8, 4);
    assertEquals(2, rate.at(0));
    assertEquals(8, rate.at(3));
    assertEquals(8, rate.at(1_000_000));
  }

  @Test
  void fallsAlongACosineToZero() {
    LearningRate rate = new LearningRate.Cosine(8, 2, 10);
    assertEquals(8, rate.at(2));
    assertEquals(4, rate.at(6), 1e-12);
    assertEquals(0, rate.at(10), 1e-12);
    assertEquals(0, rate.at(99), 1e-12);
  }

  @Test
  void fallsFromAnyStepByOneMinusTheRootOfWhatIsGone() {
    LearningRate rate = new LearningRate.Decay(new LearningRate.Constant(2e-4, 4), 10, 4);
    assertEquals(1e-4, rate.at(1), 1e-19);
    assertEquals(2e-4, rate.at(9));
    assertEquals(2e-4, rate.at(10));
    assertEquals(1e-4, rate.at(11), 1e-19);
    assertEquals(5.857864376269049e-5, rate.at(12), 1e-19); // 2e-4 (1 − √½)
    assertEquals(2.679491924311227e-5, rate.at(13), 1e-19); // 2e-4 (1 − √¾)
    assertEquals(0, rate.at(14));
    assertEquals(0, rate.at(1_000_000));
  }

  @Test
  void fallsWhileTheWarmUpGoesOnBeneath() {
    LearningRate rate = new LearningRate.Decay(new LearningRate.Constant(8, 4), 1, 4);
    assertEquals(2, rate.at(0));
    assertEquals(4, rate.at(1));
    assertEquals(3, rate.at(2));
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> new LearningRate.Constant(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new LearningRate.Constant(1, -1));
    assertThrows(IllegalArgumentException.class, () -> new LearningRate.Cosine(1, 5, 5));
    LearningRate rate = new LearningRate.Constant(1, 0);
    assertThrows(IllegalArgumentException.class, () -> new LearningRate.Decay(rate, -1, 5));
    assertThrows(IllegalArgumentException.class, () -> new LearningRate.Decay(rate, 0, 0));
  }
}
