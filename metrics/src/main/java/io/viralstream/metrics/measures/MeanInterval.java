package io.viralstream.metrics.measures;

import io.viralstream.metrics.measures.Measured.Interval;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/// The percentile interval at 95 % of a mean over pictures, from 2,000 draws of as many pictures
/// with replacement, under a fixed seed.
public final class MeanInterval {
  private static final long SEED = 20_243;

  private MeanInterval() {}

  /// Empty where there are fewer than two values, which say nothing about other pictures.
  ///
  /// @param values one a picture, finite
  public static Optional<Interval> of(double[] values) {
    if (values.length < 2) return Optional.empty();
    var random = new SplittableRandom(SEED);
    DoubleStream means =
        DoubleStream.generate(() -> mean(values, random)).limit(ClusterBootstrap.DRAWS);
    return Optional.of(Draws.of(means).interval());
  }

  private static double mean(double[] values, SplittableRandom random) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) sum += values[random.nextInt(values.length)];
    return sum / values.length;
  }
}
