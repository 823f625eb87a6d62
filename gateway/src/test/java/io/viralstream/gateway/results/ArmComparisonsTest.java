package io.viralstream.gateway.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.gateway.results.ResultsView.ArmComparison;
import io.viralstream.metrics.measures.AlikePictures;
import io.viralstream.metrics.measures.PairedComparison;
import io.viralstream.metrics.measures.PairedCounts;
import io.viralstream.metrics.read.ComparisonReader.Category;
import io.viralstream.metrics.read.ComparisonReader.Comparison;
import io.viralstream.metrics.read.EvaluationResult;
import io.viralstream.metrics.read.EvaluationResult.Asking;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArmComparisonsTest {
  private final ArmComparisons comparisons =
      new ArmComparisons((first, second, variant) ->
          new Comparison(
              variant.equals("generic"),
              List.of(category("overall"), category("colour")),
              List.of()));

  @Test
  void comparesTheFinishedEvaluationOfEachArmsFurthestStep() {
    List<ArmComparison> found =
        compared(
            List.of(
                result("viral", "viral-0", 10),
                result("viral", "viral-20", 7),
                result("baseline", "baseline-20", 10),
                result("viral", "viral-10", 10)));
    assertEquals(List.of("viral-10 baseline-20"), names(found));
  }

  @Test
  void countsEveryItemThatBothHaveScored() {
    ArmComparison pair =
        compared(List.of(result("a", "a-1", 10), result("b", "b-1", 10))).getFirst();
    assertEquals(10, pair.items());
    assertEquals(
        0.625,
        Optional.ofNullable(pair.pValue()).orElseThrow(),
        1e-12); // 3 against 1: 2 · (1 + 4) / 2^4
  }

  @Test
  void showsHowLargeADifferenceIsAndHowSure() {
    ArmComparison pair =
        compared(List.of(result("a", "a-1", 10), result("b", "b-1", 10))).getFirst();
    assertEquals(List.of("overall", "accuracy"), List.of(pair.category(), pair.measure()));
    assertEquals(List.of("a-1", "b-1"), List.of(pair.a(), pair.b()));
    assertEquals(.2, pair.difference(), 1e-12);
    assertEquals(2, pair.interval().size());
    assertEquals(0.625, pair.p(), 1e-12);
  }

  @Test
  void adjustsTheOfficialOverallsOfSeveralBenchmarks() {
    List<ArmComparison> found =
        compared(
            List.of(
                result("a", "a-1", 10),
                result("b", "b-1", 10),
                onBenchmark("c", result("b", "b-1", 10)),
                onBenchmark("c", result("a", "a-1", 10))));
    List<Double> adjusted = found.stream().map(ArmComparison::pHolm).toList();
    assertEquals(Arrays.asList(1.0, null, 1.0, null), adjusted); // 2 · .625 is more than 1
  }

  @Test
  void doesNotAdjustWhatIsNoBenchmarksOwnVariant() {
    List<EvaluationResult> strict =
        Stream.of(result("a", "a-1", 10), result("b", "b-1", 10))
            .map(one -> variant("strict", one))
            .toList();
    assertNull(compared(strict).getFirst().pHolm());
  }

  @Test
  void adjustsOnlyWithinTheSameTwoModels() {
    var arms = List.of(result("a", "a-1", 10), result("b", "b-1", 10), result("c", "c-1", 10));
    ArmComparison pair = compared(arms).getFirst();
    assertEquals(pair.p(), pair.pHolm());
  }

  @Test
  void oneArmAloneIsComparedWithNothing() {
    var versions = List.of(result("a", "a-2", 10), result("a", "a-1", 10));
    assertEquals(List.of(), compared(versions));
  }

  @Test
  void threeArmsGiveThreePairs() {
    var arms = List.of(result("a", "a-1", 10), result("b", "b-1", 10), result("c", "c-1", 10));
    assertEquals(List.of("a-1 b-1", "a-1 c-1", "b-1 c-1"), names(compared(arms)));
  }

  private static List<String> names(List<ArmComparison> found) {
    return found.stream().map(pair -> pair.first() + " " + pair.second()).distinct().toList();
  }

  private ArmComparisons.Outcome duel(EvaluationResult... results) {
    return comparisons.of(List.of(results), "a-1", "b-1");
  }

  private List<ArmComparison> compared(List<EvaluationResult> results) {
    return comparisons.of(results);
  }

  @Test
  void saysWhyTwoModelsAreNotComparedAndWhatMendsIt() {
    EvaluationResult second = result("b", "b-1", 10);
    EvaluationResult strict = variant("strict", result("a", "a-1", 10));
    ArmComparisons.Outcome alike = duel(second, strict, result("a", "a-1", 10));
    assertEquals(List.of("a-1 b-1"), names(alike.comparisons()));
    assertEquals(List.of(), alike.refused());

    ArmComparisons.Outcome refused = duel(second, strict);

    assertEquals(List.of(), refused.comparisons());
    ResultsView.UnlikeView unlike = refused.refused().getFirst();
    assertTrue(unlike.why().startsWith("parser: "), unlike.why());
    assertEquals("viral rescore of-b-1 --parser strict", unlike.mend());
  }

  private static Category category(String name) {
    var pairs =
        List.of(
            new AlikePictures(5, List.of(new PairedCounts(1, 0, 0, 0))),
            new AlikePictures(3, List.of(new PairedCounts(0, 1, 0, 0))),
            new AlikePictures(1, List.of(new PairedCounts(0, 0, 1, 0))),
            new AlikePictures(1, List.of(new PairedCounts(0, 0, 0, 1))));
    return new Category(name, PairedComparison.pooled(pairs));
  }

  private static EvaluationResult onBenchmark(String benchmark, EvaluationResult result) {
    return copy(benchmark, result, result.variants());
  }

  private static EvaluationResult variant(String name, EvaluationResult result) {
    return copy(
        result.benchmark(),
        result,
        List.of(new EvaluationResult.Variant(name, name + "/1", 0, List.of())));
  }

  private static EvaluationResult copy(
      String benchmark, EvaluationResult result, List<EvaluationResult.Variant> variants) {
    return new EvaluationResult(
        result.id(),
        benchmark,
        result.version(),
        result.model(),
        result.arm(),
        result.step(),
        result.items(),
        result.answered(),
        result.failed(),
        result.conflicts(),
        0,
        result.asking(),
        "",
        variants);
  }

  private static EvaluationResult result(String arm, String model, long answered) {
    var variants = List.of(new EvaluationResult.Variant("generic", "generic/1", 0, List.of()));
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
        0,
        new Asking("trained", 16, 0, Optional.empty(), false, 0),
        "",
        variants);
  }

  private static long step(String model) {
    return Long.parseLong(model.substring(model.lastIndexOf('-') + 1));
  }
}
