package io.viralstream.metrics.measures;

import io.viralstream.metrics.measures.Measured.Interval;
import io.viralstream.scoring.figures.Counts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Percentile intervals from clusters drawn again with replacement, 2,000 times under a fixed seed.
///
/// A cluster is a picture with its counts in each split; splits that share pictures, as POPE's do,
/// are drawn together. All statistics of one object see the same draws.
///
/// Where all draws agree, as those of a single picture always do, they say nothing about other
/// pictures. Then the interval is Wilson's, with each picture for one observation: one picture with
/// half of its questions right gives [.095, .905], not [.5, .5].
public final class ClusterBootstrap {
  /// B.
  public static final int DRAWS = 2_000;

  private static final long SEED = 20_241;

  private final int pictures;
  private final List<List<Counts>> draws;

  /// Clusters with the same counts.
  private record Kind(long[] counts, int clusters) {}

  /// @param clusters for each picture its counts by split, [C][S], the same splits in each
  public ClusterBootstrap(List<List<Counts>> clusters) {
    this.pictures = clusters.size();
    this.draws = clusters.isEmpty() ? List.of() : draw(clusters);
  }

  /// The interval of a statistic on the counts by split, [S]; empty where no draw had a value.
  ///
  /// @param statistic 0 to 1
  public Optional<Interval> of(Function<List<Counts>, OptionalDouble> statistic) {
    Draws values =
        Draws.of(
            draws.stream()
                .map(statistic)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble));
    if (values.isEmpty()) return Optional.empty();
    if (values.isConstant()) return Optional.of(Wilson.at95(values.smallest(), pictures));
    return Optional.of(values.interval());
  }

  /// Clusters with equal counts are alike, so that kinds are drawn, in an order of their own: equal
  /// clusters give equal draws in whatever order they come.
  private static List<List<Counts>> draw(List<List<Counts>> clusters) {
    Map<List<Counts>, Integer> alike = new HashMap<>();
    for (List<Counts> cluster : clusters) alike.merge(cluster, 1, Integer::sum);
    List<Kind> kinds =
        alike.entrySet().stream()
            .map(kind -> new Kind(flat(kind.getKey()), kind.getValue()))
            .sorted((one, other) -> Arrays.compare(one.counts(), other.counts()))
            .toList();
    var again =
        new ClustersDrawnAgain(
            kinds.stream().mapToInt(Kind::clusters).toArray(), new SplittableRandom(SEED));
    long[][] counts = kinds.stream().map(Kind::counts).toArray(long[][]::new);
    return IntStream.range(0, DRAWS).mapToObj(draw -> counts(sum(counts, again.next()))).toList();
  }

  private static long[] sum(long[][] counts, int[] drawn) {
    long[] sum = new long[counts[0].length];
    for (int kind = 0; kind < drawn.length; kind++) {
      int times = drawn[kind];
      if (times == 0) continue;
      long[] one = counts[kind];
      for (int i = 0; i < sum.length; i++) sum[i] += times * one[i];
    }
    return sum;
  }

  /// Six numbers a split, because two thousand draws of a thousand records each would be slow.
  private static long[] flat(List<Counts> splits) {
    return splits.stream()
        .flatMapToLong(one ->
            Arrays.stream(
                new long[] {
                  one.items(),
                  one.correct(),
                  one.truthsYes(),
                  one.truthsNo(),
                  one.trueYes(),
                  one.falseYes()
                }))
        .toArray();
  }

  private static List<Counts> counts(long[] flat) {
    var splits = new ArrayList<Counts>();
    for (int i = 0; i < flat.length; i += 6) {
      splits.add(
          new Counts(flat[i], flat[i + 1], flat[i + 2], flat[i + 3], flat[i + 4], flat[i + 5]));
    }
    return splits;
  }
}
