package io.viralstream.metrics.measures;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// The paired cluster bootstrap of a difference in accuracy: pictures are drawn again with
/// replacement, each with the answers of both models, 2,000 times under a fixed seed.
///
/// The statistic is the mean over splits of (right only by the first − right only by the second) /
/// items. A draw in which a split has no item has no value and is left out.
final class PairedBootstrap {
  private static final long SEED = 20_241;

  /// What fractions that cancel leave of rounding.
  private static final double ROUNDING = 1e-12;

  private PairedBootstrap() {}

  /// The differences that were drawn.
  ///
  /// @param all pictures with at least one item in each split
  static Draws of(List<AlikePictures> all) {
    int[] times = all.stream().mapToInt(one -> Math.toIntExact(one.pictures())).toArray();
    var again = new ClustersDrawnAgain(times, new SplittableRandom(SEED));
    return Draws.of(
        IntStream.range(0, ClusterBootstrap.DRAWS)
            .mapToDouble(draw -> difference(all, again.next())));
  }

  /// Not a number where a split has no item.
  private static double difference(List<AlikePictures> all, int[] times) {
    int splits = all.getFirst().splits().size();
    double sum = 0;
    for (int split = 0; split < splits; split++) {
      long items = 0;
      long lead = 0;
      for (int kind = 0; kind < times.length; kind++) {
        PairedCounts counts = all.get(kind).splits().get(split);
        items += times[kind] * counts.items();
        lead += times[kind] * counts.lead();
      }
      sum += (double) lead / items;
    }
    return exactZero(sum / splits);
  }

  /// The value, or 0 where rounding alone keeps it from 0: a tail counts draws of exactly 0.
  static double exactZero(double difference) {
    return Math.abs(difference) < ROUNDING ? 0 : difference;
  }
}
