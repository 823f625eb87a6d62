package io.viralstream.metrics.measures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.metrics.measures.GroupedFigures.Placed;
import io.viralstream.metrics.measures.Measured.Interval;
import io.viralstream.metrics.measures.PairedFigures.Difference;
import io.viralstream.metrics.measures.PairedFigures.Pair;
import io.viralstream.scoring.BenchmarkRule;
import io.viralstream.scoring.figures.Aggregation;
import io.viralstream.scoring.figures.ScoredItem;
import io.viralstream.scoring.figures.ScoredItem.Group;
import io.viralstream.scoring.figures.ScoredItem.Kind;
import io.viralstream.scoring.parse.ParsedAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/// Intervals and differences of figures of groups; closed forms were computed elsewhere.
class GroupedFiguresTest {
  private static final Aggregation PAIRS = BenchmarkRule.MMVP.variants().getFirst().aggregation();
  private static final Aggregation AXES =
      BenchmarkRule.MMSTAR.variant("lmms").orElseThrow().aggregation();

  @Test
  void aShareOfPairsHasWilsonsIntervalOverPairs() {
    Interval interval = interval(pairs("11", "11", "10", "01"), "pairAccuracy");
    assertEquals(.15003898915214947, interval.low(), 1e-9);
    assertEquals(.8499610108478506, interval.high(), 1e-9);
  }

  /// With both of a pair right or both wrong: deff = (4/3 · 4/64) / (.25/7) = 7/3, size 24/7.
  @Test
  void questionsOfOnePairTellLessThanQuestionsOfTheirOwn() {
    Interval interval = interval(pairs("11", "11", "00", "00"), "questionAccuracy");
    assertEquals(.1365455534728251, interval.low(), 1e-9);
    assertEquals(.863454446527175, interval.high(), 1e-9);
  }

  /// Two axes of 400 items each, half of them right: 1.96 · √(2 · .25 / 400) / 2 = .0346.
  @Test
  void aMeanHasTheIntervalOfClustersDrawnAgain() {
    List<List<ScoredItem>> clusters = axes(item -> item % 2 == 0);
    Interval interval = placed(AXES, clusters, "accuracy").measured().interval().orElseThrow();
    assertEquals(.0346, (interval.high() - interval.low()) / 2, .0035);
    assertEquals(.5, (interval.high() + interval.low()) / 2, .005);
  }

  /// One is right alone on a tenth of the items, the other on a twentieth: the standard error is
  /// √(.1475 / 400 / 2) = .01358.
  @Test
  void theDifferenceOfTwoModelsIsDrawnInPairs() {
    List<List<ScoredItem>> firsts = axes(item -> item % 20 != 0);
    List<List<ScoredItem>> seconds = axes(item -> item % 20 != 1 && item % 20 != 2);
    var pairs = new ArrayList<Pair>();
    for (int i = 0; i < firsts.size(); i++) pairs.add(new Pair(firsts.get(i), seconds.get(i)));

    Difference found =
        PairedFigures.of(AXES.terms(items(firsts)), pairs).stream()
            .filter(one -> one.category().equals("overall"))
            .findFirst()
            .orElseThrow();

    assertEquals(.05, found.difference(), 1e-12);
    assertEquals(800, found.items());
    double half = (found.interval().high() - found.interval().low()) / 2;
    assertEquals(1.96 * .01358, half, .0027);
    assertTrue(found.p() <= .002, "p " + found.p()); // z = 3.7
    assertEquals(2.8016 * .01358, found.detectable().orElseThrow(), .004);
  }

  @Test
  void theOrderOfTheClustersChangesNothing() {
    List<List<ScoredItem>> clusters = pairs("11", "10", "00", "11", "01");
    assertEquals(
        GroupedFigures.of(PAIRS.terms(items(clusters)), clusters),
        GroupedFigures.of(PAIRS.terms(items(clusters)), clusters.reversed()));
  }

  @Test
  void nothingIsSaidOfADifferenceThatAllDrawsAgreeIn() {
    List<List<ScoredItem>> same = pairs("11", "11");
    List<Pair> pairs = same.stream().map(cluster -> new Pair(cluster, cluster)).toList();
    assertEquals(List.of(), PairedFigures.of(PAIRS.terms(items(same)), pairs));
  }

  private static Interval interval(List<List<ScoredItem>> clusters, String measure) {
    return placed(PAIRS, clusters, measure).measured().interval().orElseThrow();
  }

  private static Placed placed(
      Aggregation aggregation, List<List<ScoredItem>> clusters, String measure) {
    return GroupedFigures.of(aggregation.terms(items(clusters)), clusters).stream()
        .filter(one -> one.category().equals("overall") && one.measured().name().equals(measure))
        .findFirst()
        .orElseThrow();
  }

  private static List<ScoredItem> items(List<List<ScoredItem>> clusters) {
    return clusters.stream().flatMap(List::stream).toList();
  }

  /// One pair a cluster; 1 is right.
  private static List<List<ScoredItem>> pairs(String... pairs) {
    var clusters = new ArrayList<List<ScoredItem>>();
    for (String pair : pairs) {
      var group = new Group(Kind.PAIR, Integer.toString(clusters.size()));
      clusters.add(
          pair.chars()
              .mapToObj(right -> item(clusters.size() + " " + right, "all", group, right == '1'))
              .toList());
    }
    return clusters;
  }

  private static List<List<ScoredItem>> axes(IntPredicate right) {
    var clusters = new ArrayList<List<ScoredItem>>();
    for (int i = 0; i < 800; i++) {
      var axis = new Group(Kind.AXIS, i < 400 ? "a" : "b");
      clusters.add(List.of(item(Integer.toString(i), "c", axis, right.test(i))));
    }
    return clusters;
  }

  private static ScoredItem item(String id, String category, Group group, boolean right) {
    Optional<ParsedAnswer> answer = Optional.of(new ParsedAnswer(right ? "a" : "b", right));
    return new ScoredItem(id, category, "a", List.of(group), answer);
  }
}
