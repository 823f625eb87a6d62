package io.viralstream.metrics.measures;

import io.viralstream.metrics.measures.Measured.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// The paired cluster bootstrap of a difference in accuracy: pictures are drawn again with
/// replacement, each with the answers of both models, 2,000 times under a fixed seed.
///
/// The statistic is the mean over splits of (right only by the first − right only by the second) /
/// items. A draw in which a split has no item has no value and is left out.
final class PairedBootstrap {
  private static final long SEED = 20_241;

  /// What fractions that cancel leave of rounding.
  private static final double ROUNDING = 1e-12;

  /// In order of size.
  private final double[] differences;

  /// @param all pictures with at least one item in each split
  PairedBootstrap(List<AlikePictures> all) {
    int[] kinds = kinds(all);
    var random = new SplittableRandom(SEED);
    double[] values = new double[ClusterBootstrap.DRAWS];
    for (int draw = 0; draw < values.length; draw++)
      values[draw] = difference(all, drawn(kinds, all.size(), random));
    differences = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
  }

  /// Whether all draws agree; then they say nothing about other pictures.
  boolean isConstant() {
    return differences.length == 0 || differences[0] == differences[differences.length - 1];
  }

  /// The percentile interval at 95 %.
  Interval interval() {
    return new Interval(
        ClusterBootstrap.percentile(differences, .025),
        ClusterBootstrap.percentile(differences, .975));
  }

  /// 2 (1 + smaller tail) / (B + 1), at most 1: a tail is the draws in which one model is not
  /// better.
  double p() {
    long below = Arrays.stream(differences).filter(value -> value <= 0).count();
    long above = Arrays.stream(differences).filter(value -> value >= 0).count();
    return Math.min(1, 2.0 * (1 + Math.min(below, above)) / (differences.length + 1));
  }

  /// The standard error of the difference: the deviation of the draws.
  double standardError() {
    double mean = Arrays.stream(differences).average().orElseThrow();
    double squares = Arrays.stream(differences).map(value -> (value - mean) * (value - mean)).sum();
    return Math.sqrt(squares / (differences.length - 1));
  }

  /// The kind of each picture, by its place in the list.
  private static int[] kinds(List<AlikePictures> all) {
    long pictures = all.stream().mapToLong(AlikePictures::pictures).sum();
    int[] kinds = new int[Math.toIntExact(pictures)];
    int from = 0;
    for (int kind = 0; kind < all.size(); kind++) {
      int to = from + (int) all.get(kind).pictures();
      Arrays.fill(kinds, from, to, kind);
      from = to;
    }
    return kinds;
  }

  /// How often each kind was drawn.
  private static int[] drawn(int[] kinds, int size, SplittableRandom random) {
    int[] times = new int[size];
    for (int i = 0; i < kinds.length; i++) times[kinds[random.nextInt(kinds.length)]]++;
    return times;
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
