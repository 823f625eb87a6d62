package io.viralstream.metrics.measures;

import io.viralstream.scoring.figures.Count;
import io.viralstream.scoring.figures.Formula;
import io.viralstream.scoring.figures.ScoredItem;
import io.viralstream.scoring.figures.Term;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// What terms count of each cluster of items, clusters with equal counts together: a million items
/// of a benchmark have few kinds of clusters, and drawing clusters again is drawing kinds.
///
/// @param index the place of a count in a kind
/// @param kinds for each kind its counts, [K][N]
/// @param times for each kind how many clusters are of it, [K]
record ClusterKinds(Map<Count, Integer> index, long[][] kinds, int[] times) {
  private static final long SEED = 20_241;

  static ClusterKinds of(List<Term> terms, List<List<ScoredItem>> clusters) {
    Map<Count, Integer> index = index(terms);
    Map<List<Long>, Integer> kinds = new HashMap<>();
    for (List<ScoredItem> cluster : clusters) kinds.merge(counts(index, cluster), 1, Integer::sum);
    // In an order of their own, so that equal clusters give equal draws in whatever order they
    // come.
    List<Map.Entry<List<Long>, Integer>> ordered =
        kinds.entrySet().stream()
            .sorted((one, other) -> compare(one.getKey(), other.getKey()))
            .toList();
    return new ClusterKinds(
        index,
        ordered.stream().map(kind -> unboxed(kind.getKey())).toArray(long[][]::new),
        ordered.stream().mapToInt(Map.Entry::getValue).toArray());
  }

  private static Map<Count, Integer> index(List<Term> terms) {
    Map<Count, Integer> index = new IdentityHashMap<>();
    terms.stream()
        .flatMap(term -> term.formula().counts())
        .forEach(count -> index.putIfAbsent(count, index.size()));
    return index;
  }

  private static List<Long> counts(Map<Count, Integer> index, List<ScoredItem> cluster) {
    Long[] counts = new Long[index.size()];
    index.forEach((count, place) -> counts[place] = count.of(cluster));
    return List.of(counts);
  }

  private static int compare(List<Long> one, List<Long> other) {
    return Arrays.compare(unboxed(one), unboxed(other));
  }

  private static long[] unboxed(List<Long> numbers) {
    return numbers.stream().mapToLong(Long::longValue).toArray();
  }

  /// What is counted of a cluster.
  List<Long> countsOf(List<ScoredItem> cluster) {
    return counts(index, cluster);
  }

  /// How many clusters there are.
  int clusters() {
    return Arrays.stream(times).sum();
  }

  /// The counts of all clusters together.
  long[] sum() {
    return sum(times);
  }

  /// The counts of so many clusters of each kind.
  long[] sum(int[] drawn) {
    long[] sum = new long[index.size()];
    for (int kind = 0; kind < drawn.length; kind++) {
      if (drawn[kind] == 0) continue;
      for (int i = 0; i < sum.length; i++) sum[i] += drawn[kind] * kinds[kind][i];
    }
    return sum;
  }

  OptionalDouble value(Formula formula, long[] sum) {
    return formula.value(count -> sum[place(count)]);
  }

  int place(Count count) {
    return index.getOrDefault(count, -1);
  }

  /// As many clusters drawn again with replacement, [B][K], under a fixed seed.
  int[][] draws(int size) {
    var again = new ClustersDrawnAgain(times, new SplittableRandom(SEED));
    return IntStream.range(0, size).mapToObj(draw -> again.next()).toArray(int[][]::new);
  }
}
