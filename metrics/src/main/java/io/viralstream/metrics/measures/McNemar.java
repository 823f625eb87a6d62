package io.viralstream.metrics.measures;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/// McNemar's exact test of two models on the same items.
public final class McNemar {
  private McNemar() {}

  /// How likely a split at least as uneven is if neither model is better: the two-sided binomial
  /// test of the items on which they differ. With 1 against 5: 2 · (1 + 6) / 2⁶ = .21875.
  ///
  /// @param onlyFirst items that only the first model got right
  /// @param onlySecond items that only the second got right
  public static double exact(long onlyFirst, long onlySecond) {
    if (onlyFirst < 0 || onlySecond < 0)
      throw new IllegalArgumentException(
          "onlyFirst=" + onlyFirst + " onlySecond=" + onlySecond + ", expected at least 0");
    int differing = Math.toIntExact(onlyFirst + onlySecond);
    int fewer = (int) Math.min(onlyFirst, onlySecond);
    return Math.min(1, 2 * BinomialDistribution.of(differing, .5).cumulativeProbability(fewer));
  }
}
