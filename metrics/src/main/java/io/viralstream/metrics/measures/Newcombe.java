package io.viralstream.metrics.measures;

import io.viralstream.metrics.measures.Measured.Interval;

/// Newcombe's score interval of the difference of two paired proportions.
///
/// Method 10 of R. G. Newcombe, Statistics in Medicine 17 (1998) 2635–2650: the Wilson intervals of
/// both proportions, put together with their correlation φ, which is corrected for continuity. His
/// example of 36, 12, 2 and 0 items gives .2 [.0569, .3404].
final class Newcombe {
  private Newcombe() {}

  /// The interval around first − second; within −1 and 1.
  ///
  /// @param both items that both models got right; counts need not be whole where they stand for an
  ///   effective size
  /// @param onlyFirst items that only the first got right
  /// @param onlySecond items that only the second got right
  /// @param neither items that both got wrong; the four together are more than 0
  static Interval at95(double both, double onlyFirst, double onlySecond, double neither) {
    double size = both + onlyFirst + onlySecond + neither;
    double first = (both + onlyFirst) / size;
    double second = (both + onlySecond) / size;
    Interval ofFirst = Wilson.at95(first, size);
    Interval ofSecond = Wilson.at95(second, size);
    double phi = phi(both, onlyFirst, onlySecond, neither);
    double below = joined(first - ofFirst.low(), ofSecond.high() - second, phi);
    double above = joined(ofFirst.high() - first, second - ofSecond.low(), phi);
    double difference = (onlyFirst - onlySecond) / size;
    return new Interval(Math.max(-1, difference - below), Math.min(1, difference + above));
  }

  /// 0 where a proportion is 0 or 1: nothing can go along with it.
  private static double phi(double both, double onlyFirst, double onlySecond, double neither) {
    double size = both + onlyFirst + onlySecond + neither;
    double product =
        (both + onlyFirst) * (onlySecond + neither) * (both + onlySecond) * (onlyFirst + neither);
    if (product == 0) return 0;
    double covariance = both * neither - onlyFirst * onlySecond;
    double corrected = covariance > 0 ? Math.max(0, covariance - size / 2) : covariance;
    return corrected / Math.sqrt(product);
  }

  private static double joined(double a, double b, double phi) {
    return Math.sqrt(Math.max(0, a * a - 2 * phi * a * b + b * b));
  }
}
