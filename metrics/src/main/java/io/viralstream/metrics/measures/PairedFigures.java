package io.viralstream.metrics.measures;

import io.viralstream.metrics.measures.Measured.Interval;
import io.viralstream.scoring.figures.ScoredItem;
import io.viralstream.scoring.figures.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Any figure of two models on the same items, compared by drawing clusters again, each with the
/// answers of both.
///
/// p is 2 (1 + smaller tail) / (B + 1), the interval that of the percentiles, the detectable
/// difference (z + y) · the deviation of the draws. A draw in which one model's figure has no value
/// is left out. Where all draws agree nothing is said: one cluster tells of no other.
public final class PairedFigures {
  private static final long SEED = 20_241;

  private PairedFigures() {}

  /// A figure's difference.
  ///
  /// @param difference the first model's figure less the second's
  /// @param items of both models that the figure was counted on
  public record Difference(
      String category,
      String measure,
      long items,
      double difference,
      Interval interval,
      double p,
      OptionalDouble detectable) {}

  /// One cluster with the answers of both models to the same items.
  public record Pair(List<ScoredItem> first, List<ScoredItem> second) {}

  /// Those of all terms but counts, where both models have a value.
  public static List<Difference> of(List<Term> terms, List<Pair> pairs) {
    List<List<ScoredItem>> firsts = pairs.stream().map(Pair::first).toList();
    List<List<ScoredItem>> seconds = pairs.stream().map(Pair::second).toList();
    var one = ClusterKinds.of(terms, firsts);
    var other = ClusterKinds.of(terms, seconds);
    int[][] draws = draws(one, other, kinds(one, other, pairs));
    var differences = new ArrayList<Difference>();
    for (Term term : terms) {
      if (Double.isInfinite(term.formula().most())) continue;
      difference(term, one, other, draws)
          .map(found -> found.on(items(term, firsts)))
          .ifPresent(differences::add);
    }
    return differences;
  }

  private record Found(
      Term term, double difference, Interval interval, double p, OptionalDouble detectable) {
    Difference on(long items) {
      return new Difference(
          term.category(), term.measure(), items, difference, interval, p, detectable);
    }
  }

  /// A headline is of all items.
  private static long items(Term term, List<List<ScoredItem>> clusters) {
    List<ScoredItem> all = clusters.stream().flatMap(List::stream).toList();
    long own = all.stream().filter(item -> item.category().equals(term.category())).count();
    return own == 0 ? all.size() : own;
  }

  /// The kinds of a cluster under the first and the second model.
  private record KindPair(int first, int second) {}

  /// How many clusters have the same two kinds, in an order of their own, so that the order of the
  /// clusters does not matter.
  private static SortedMap<KindPair, Integer> kinds(
      ClusterKinds one, ClusterKinds other, List<Pair> pairs) {
    Map<List<Long>, Integer> firsts = places(one);
    Map<List<Long>, Integer> seconds = places(other);
    var kinds =
        new TreeMap<KindPair, Integer>(
            Comparator.comparingInt(KindPair::first).thenComparingInt(KindPair::second));
    for (Pair pair : pairs) {
      var kind =
          new KindPair(
              firsts.getOrDefault(one.countsOf(pair.first()), 0),
              seconds.getOrDefault(other.countsOf(pair.second()), 0));
      kinds.merge(kind, 1, Integer::sum);
    }
    return kinds;
  }

  private static Map<List<Long>, Integer> places(ClusterKinds kinds) {
    var places = new HashMap<List<Long>, Integer>();
    for (int kind = 0; kind < kinds.kinds().length; kind++)
      places.put(Arrays.stream(kinds.kinds()[kind]).boxed().toList(), kind);
    return places;
  }

  /// For each draw how often each kind was drawn, of the first model and behind it of the second.
  private static int[][] draws(
      ClusterKinds one, ClusterKinds other, SortedMap<KindPair, Integer> kinds) {
    List<KindPair> pairs = List.copyOf(kinds.keySet());
    int[] times = kinds.values().stream().mapToInt(Integer::intValue).toArray();
    var again = new ClustersDrawnAgain(times, new SplittableRandom(SEED));
    int split = one.times().length;
    int[][] draws = new int[ClusterBootstrap.DRAWS][split + other.times().length];
    for (int[] draw : draws) {
      int[] drawn = again.next();
      for (int pair = 0; pair < drawn.length; pair++) {
        draw[pairs.get(pair).first()] += drawn[pair];
        draw[split + pairs.get(pair).second()] += drawn[pair];
      }
    }
    return draws;
  }

  private static Optional<Found> difference(
      Term term, ClusterKinds one, ClusterKinds other, int[][] draws) {
    OptionalDouble whole = difference(term, one, one.sum(), other, other.sum());
    if (whole.isEmpty()) return Optional.empty();
    int split = one.times().length;
    Draws values =
        Draws.of(
            Arrays.stream(draws)
                .map(draw ->
                    difference(
                        term,
                        one,
                        one.sum(Arrays.copyOf(draw, split)),
                        other,
                        other.sum(Arrays.copyOfRange(draw, split, draw.length))))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble));
    if (values.isConstant()) return Optional.empty();
    return Optional.of(
        new Found(
            term,
            whole.getAsDouble(),
            values.interval(),
            values.p(),
            DetectableDifference.ofStandardError(values.standardError())));
  }

  private static OptionalDouble difference(
      Term term, ClusterKinds one, long[] first, ClusterKinds other, long[] second) {
    OptionalDouble a = one.value(term.formula(), first);
    OptionalDouble b = other.value(term.formula(), second);
    if (a.isEmpty() || b.isEmpty()) return OptionalDouble.empty();
    return OptionalDouble.of(PairedBootstrap.exactZero(a.getAsDouble() - b.getAsDouble()));
  }
}
