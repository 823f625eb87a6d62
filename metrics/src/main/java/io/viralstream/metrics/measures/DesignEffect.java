package io.viralstream.metrics.measures;

import io.viralstream.scoring.figures.Counts;
import io.viralstream.scoring.figures.Measure;
import java.util.Arrays;
import java.util.List;

/// How much less questions tell that share a picture: cluster-robust over binomial variance.
///
/// With proportion p over n observations in C clusters, and a cluster's residual r = its numerator
/// − p · its denominator: robust = C/(C−1) · Σ r² / n², binomial = p(1−p)/(n−1). Both carry their
/// small-sample factor, so that clusters of one observation each give exactly 1. Two pictures with
/// two questions each, one all right and one all wrong: p = .5, r = ±1, (2 · 2/16) / (.25/3) = 3.
public final class DesignEffect {
  private DesignEffect() {}

  /// At least 1: questions never tell more for sharing a picture; 1 where the proportion is 0 or 1
  /// over several pictures.
  public static double of(Measure measure, List<Counts> clusters) {
    double[] above = clusters.stream().mapToDouble(measure::numerator).toArray();
    double[] below = clusters.stream().mapToDouble(measure::denominator).toArray();
    int[] once = new int[clusters.size()];
    Arrays.fill(once, 1);
    return of(above, below, once);
  }

  /// The same of clusters of which some are alike.
  ///
  /// @param numerators of one cluster of each kind, [K]
  /// @param denominators the same
  /// @param times how many clusters are of each kind
  static double of(double[] numerators, double[] denominators, int[] times) {
    double size = 0;
    double above = 0;
    long used = 0;
    for (int kind = 0; kind < times.length; kind++) {
      size += times[kind] * denominators[kind];
      above += times[kind] * numerators[kind];
      if (denominators[kind] > 0) used += times[kind];
    }
    // Of other pictures than a single one nothing is known: it counts as one observation.
    if (used == 1) return size;
    if (above == 0 || above == size) return 1;
    double proportion = above / size;
    double squares = 0;
    for (int kind = 0; kind < times.length; kind++) {
      double residual = numerators[kind] - proportion * denominators[kind];
      squares += times[kind] * residual * residual;
    }
    double robust = squares * used / (used - 1) / (size * size);
    return Math.max(1, robust / (proportion * (1 - proportion) / (size - 1)));
  }
}
