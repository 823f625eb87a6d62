package io.viralstream.metrics.measures;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.metrics.measures.Measured.Interval;
import org.junit.jupiter.api.Test;

/// Expected values were worked out from the equations in 40 digits.
class NewcombeTest {
  @Test
  void givesThePublishedExample() {
    assertInterval(.0569295840032388111, .340427602974940702, Newcombe.at95(36, 12, 2, 0));
  }

  @Test
  void isNarrowWhereTwoModelsAgreeOnMostItems() {
    assertInterval(
        .00294266862128184316, .0191724038465473982, Newcombe.at95(2_800, 200, 150, 1_372));
  }

  @Test
  void takesANegativeCorrelationWithoutCorrection() {
    assertInterval(-.441634836296498248, .331642627432694142, Newcombe.at95(3, 5, 6, 1));
  }

  @Test
  void doesNotCollapseWhereTheModelsNeverDiffer() {
    assertInterval(-.166593157081222653, .166593157081222653, Newcombe.at95(5, 0, 0, 5));
  }

  @Test
  void endsAtOneWhereOneModelHasEverythingRight() {
    assertInterval(-.122108720681941824, 1, Newcombe.at95(0, 1, 0, 0));
  }

  @Test
  void takesAnEffectiveSize() {
    assertInterval(-.425837969983889862, .629561901576004733, Newcombe.at95(1.5, .5, 0, 1));
  }

  private static void assertInterval(double low, double high, Interval interval) {
    assertEquals(low, interval.low(), 1e-9);
    assertEquals(high, interval.high(), 1e-9);
  }
}
