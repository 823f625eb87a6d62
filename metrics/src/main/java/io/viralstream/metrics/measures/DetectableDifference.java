package io.viralstream.metrics.measures;

import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// The smallest true difference of two models that a test at 5 %, two-sided, would find with power
/// .8: what a comparison of this size can see.
///
/// Source: R. J. Connor, Biometrics 43 (1987) 207–211, after O. S. Miettinen, Biometrics 24 (1968)
/// 339–352. With z = 1.9600 and y = .8416, McNemar's test needs
///
/// ```
/// n = (z √ψ + y √(ψ − δ²))² / δ²
/// ```
///
/// items, where ψ is the share of items on which the models differ. Solved for δ:
///
/// ```
/// δ = √ψ (z √n + y √(n + y² − z²)) / (n + y²)
/// ```
///
/// With 1,000 items and ψ = .2, δ = .0396. The formula is that of the test's normal approximation;
/// the exact test finds a little less.
final class DetectableDifference {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final double Z = NORMAL.inverseCumulativeProbability(.975);
  private static final double Y = NORMAL.inverseCumulativeProbability(.8);

  private DetectableDifference() {}

  /// Of pairs that are independent of each other.
  ///
  /// No difference can be larger than ψ. Where the formula says more than the ψ that was observed,
  /// a true difference that is found needs models that differ more often, at the least all to one
  /// side: then it is the δ that holds with ψ = δ.
  ///
  /// @param differing ψ, 0 to 1
  /// @param size n, more than 0; an effective size need not be whole
  /// @return 0 to 1; empty where so few pairs find no difference
  static OptionalDouble ofPairs(double differing, double size) {
    if (!(size > Z * Z)) return OptionalDouble.empty();
    double below = size + Y * Y;
    double difference =
        Math.sqrt(differing) * (Z * Math.sqrt(size) + Y * Math.sqrt(below - Z * Z)) / below;
    if (difference < differing) return OptionalDouble.of(difference);
    // n δ = (z + y s)² with s = √(1 − δ)
    double s = (Math.sqrt(size * (below - Z * Z)) - Z * Y) / below;
    return OptionalDouble.of(1 - s * s);
  }

  /// Of a difference whose standard error is known: (z + y) · standard error.
  ///
  /// @return 0 to 1; empty where it would be more than 1
  static OptionalDouble ofStandardError(double standardError) {
    double difference = (Z + Y) * standardError;
    return difference <= 1 ? OptionalDouble.of(difference) : OptionalDouble.empty();
  }
}
