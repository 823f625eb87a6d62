package io.viralstream.models.model;

/// Checks of settings, with messages that name key, value and expectation.
final class Require {
  private Require() {}

  static void between(String key, long value, long low, long high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(key + "=" + value + ", expected " + low + " to " + high);
    }
  }

  static void multiple(String key, long value, String ofKey, long of) {
    if (value % of != 0) {
      throw new IllegalArgumentException(
          key + "=" + value + ", expected a multiple of " + ofKey + "=" + of);
    }
  }

  static void positive(String key, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(key + "=" + value + ", expected above 0");
    }
  }
}
