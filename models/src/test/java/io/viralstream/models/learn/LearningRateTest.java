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
  void refusesSettingsOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> new LearningRate.Constant(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new LearningRate.Constant(1, -1));
    assertThrows(IllegalArgumentException.class, () -> new LearningRate.Cosine(1, 5, 5));
  }
}
