package io.viralstream.metrics.measures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.metrics.measures.Measured.Interval;
import org.junit.jupiter.api.Test;

class WilsonTest {
  @Test
  void givesTheTextbookIntervalOfEightInTen() {
    Interval interval = Wilson.at95(.8, 10);

    assertEquals(.4901625, interval.low(), 1e-7);
    assertEquals(.9433178, interval.high(), 1e-7);
  }

  @Test
  void doesNotCollapseWhereNothingIsRight() {
    Interval interval = Wilson.at95(0, 10);

    assertEquals(0, interval.low());
    assertEquals(.2775328, interval.high(), 1e-7);
  }

  @Test
  void refusesAnEmptySample() {
    assertThrows(IllegalArgumentException.class, () -> Wilson.at95(.5, 0));
  }
}
