package io.viralstream.models.published.vision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How far features lie from a reference, relative to the reference's size where that is above 1.
final class Difference {
  private static final Logger LOG = LoggerFactory.getLogger(Difference.class);

  /// Five times tighter than what is promised, so that a wrong epsilon cannot hide.
  static final double MOST = 2e-5;

  private Difference() {}

  static void within(String what, float[] expected, float[] actual) {
    within(what, expected, actual, MOST);
  }

  /// The same for another device or type than F32 on the CPU.
  static void within(String what, float[] expected, float[] actual, double most) {
    assertEquals(expected.length, actual.length, what);
    double size = 1;
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      size = Math.max(size, Math.abs(expected[i]));
      double difference = Math.abs((double) expected[i] - actual[i]);
      // Not a number is no small difference.
      largest = difference >= 0 ? Math.max(largest, difference) : Double.POSITIVE_INFINITY;
    }
    LOG.info("difference from reference of={} largest={}", what, largest / size);
    assertTrue(largest / size <= most, what + ": " + largest / size);
  }
}
