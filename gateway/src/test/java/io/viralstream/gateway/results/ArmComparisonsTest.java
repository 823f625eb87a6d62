package io.viralstream.gateway.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.gateway.results.ResultsView.ArmComparison;
import io.viralstream.metrics.read.ComparisonReader.Comparison;
import io.viralstream.metrics.read.EvaluationResult;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ArmComparisonsTest {
  private final ArmComparisons comparisons =
      new ArmComparisons((first, second, variant) -> new Comparison(5, 3, 1, 1));

  @Test
  void comparesTheFinishedEvaluationOfEachArmsFurthestStep() {
    List<ArmComparison> found =
        comparisons.of(
            List.of(
                result("viral", "viral-0", 10),
                result("viral", "viral-20", 7),
                result("baseline", "baseline-20", 10),
                result("viral", "viral-10", 10)));
    assertEquals(List.of("viral-10 baseline-20"), found.stream().map(this::names).toList());
  }

  @Test
  void countsEveryItemThatBothHaveScored() {
    ArmComparison pair =
        comparisons.of(List.of(result("a", "a-1", 10), result("b", "b-1", 10))).getFirst();
    assertEquals(10, pair.items());
    assertEquals(0.625, pair.pValue(), 1e-12); // 3 against 1: 2 · (1 + 4) / 2^4
  }

  @Test
  void oneArmAloneIsComparedWithNothing() {
    var versions = List.of(result("a", "a-2", 10), result("a", "a-1", 10));
    assertEquals(List.of(), comparisons.of(versions));
  }

  @Test
  void threeArmsGiveThreePairs() {
    var arms = List.of(result("a", "a-1", 10), result("b", "b-1", 10), result("c", "c-1", 10));
    assertEquals(3, comparisons.of(arms).size());
  }

  private String names(ArmComparison pair) {
    return pair.first() + " " + pair.second();
  }

  private static EvaluationResult result(String arm, String model, long answered) {
    var variants = List.of(new EvaluationResult.Variant("generic", List.of()));
    return new EvaluationResult(
        "of-" + model,
        "b",
        "1",
        model,
        arm,
        OptionalLong.of(step(model)),
        10,
        answered,
        0,
        0,
        variants);
  }

  private static long step(String model) {
    return Long.parseLong(model.substring(model.lastIndexOf('-') + 1));
  }
}
