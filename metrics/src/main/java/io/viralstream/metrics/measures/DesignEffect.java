package io.viralstream.metrics.measures;

import io.viralstream.scoring.figures.Counts;
import io.viralstream.scoring.figures.Measure;
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
    Counts total = clusters.stream().reduce(Counts.NONE, Counts::plus);
    double size = measure.denominator(total);
    long above = measure.numerator(total);
    long used = clusters.stream().filter(one -> measure.denominator(one) > 0).count();
    // Of other pictures than a single one nothing is known: it counts as one observation.
    if (used == 1) return size;
    if (above == 0 || above == size) return 1;
    double proportion = above / size;
    double squares =
        clusters.stream()
            .mapToDouble(one -> measure.numerator(one) - proportion * measure.denominator(one))
            .map(residual -> residual * residual)
            .sum();
    double robust = squares * used / (used - 1) / (size * size);
    return Math.max(1, robust / (proportion * (1 - proportion) / (size - 1)));
  }
}
