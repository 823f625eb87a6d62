package io.viralstream.gateway.results;

import io.viralstream.gateway.results.ResultsView.ArmComparison;
import io.viralstream.metrics.read.ComparisonReader.Comparison;
import io.viralstream.metrics.read.EvaluationResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Arms side by side: of each benchmark version the finished evaluation of every arm's furthest
/// step, two by two, on the same items.
final class ArmComparisons {

  /// Counts who was right on the items that two evaluations share.
  interface Pairs {
    Comparison compare(String firstEvaluation, String secondEvaluation, String variant);
  }

  private final Pairs pairs;

  ArmComparisons(Pairs pairs) {
    this.pairs = pairs;
  }

  /// @param results newest first, with all their items
  List<ArmComparison> of(List<EvaluationResult> results) {
    var comparisons = new ArrayList<ArmComparison>();
    for (List<EvaluationResult> arms : furthestOfEachArm(results)) {
      for (int first = 0; first < arms.size(); first++) {
        for (EvaluationResult second : arms.subList(first + 1, arms.size())) {
          comparisons.addAll(compared(arms.get(first), second));
        }
      }
    }
    return List.copyOf(comparisons);
  }

  private static List<List<EvaluationResult>> furthestOfEachArm(List<EvaluationResult> results) {
    Map<List<String>, Map<String, EvaluationResult>> benchmarks = new LinkedHashMap<>();
    results.stream()
        .filter(finished())
        .forEach(result ->
            benchmarks
                .computeIfAbsent(
                    List.of(result.benchmark(), result.version()), key -> new LinkedHashMap<>())
                .merge(result.arm(), result, ArmComparisons::further));
    return benchmarks.values().stream().map(arms -> List.copyOf(arms.values())).toList();
  }

  private static EvaluationResult further(EvaluationResult newer, EvaluationResult older) {
    return older.step().orElse(0) > newer.step().orElse(0) ? older : newer;
  }

  private static Predicate<EvaluationResult> finished() {
    return result -> result.answered() + result.failed() == result.items();
  }

  private List<ArmComparison> compared(EvaluationResult first, EvaluationResult second) {
    return first.variants().stream()
        .map(EvaluationResult.Variant::name)
        .map(variant -> view(first, second, variant))
        .toList();
  }

  private ArmComparison view(EvaluationResult first, EvaluationResult second, String variant) {
    Comparison counts = pairs.compare(first.id(), second.id(), variant);
    return new ArmComparison(
        first.benchmark(),
        first.version(),
        variant,
        first.model(),
        second.model(),
        counts.both() + counts.onlyFirst() + counts.onlySecond() + counts.neither(),
        counts.both(),
        counts.onlyFirst(),
        counts.onlySecond(),
        counts.neither(),
        counts.pValue());
  }
}
