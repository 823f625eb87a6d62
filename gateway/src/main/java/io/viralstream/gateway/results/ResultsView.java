package io.viralstream.gateway.results;

import io.viralstream.metrics.read.EvaluationResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Results as clients read them.
record ResultsView(List<EvaluationFigures> evaluations, List<ArmComparison> comparisons) {

  /// One evaluation's figures.
  ///
  /// @param step the training step of its model, null where the model's name does not tell
  /// @param scores by variant, category and measure
  /// @param intervals the same, `[low, high]` at 95 %
  record EvaluationFigures(
      String id,
      String benchmark,
      String version,
      String model,
      String arm,
      @Nullable Long step,
      long items,
      long answered,
      long failed,
      long conflicts,
      Map<String, Map<String, Map<String, Double>>> scores,
      Map<String, Map<String, Map<String, List<Double>>>> intervals) {}

  /// Two arms on the same items of one benchmark version.
  ///
  /// @param first the model version of the one arm
  /// @param second the model version of the other
  /// @param items items that both have scored
  /// @param pValue of McNemar's exact test that neither is better
  record ArmComparison(
      String benchmark,
      String version,
      String variant,
      String first,
      String second,
      long items,
      long both,
      long onlyFirst,
      long onlySecond,
      long neither,
      double pValue) {}

  static ResultsView of(List<EvaluationResult> results, List<ArmComparison> comparisons) {
    return new ResultsView(results.stream().map(ResultsView::figures).toList(), comparisons);
  }

  private static EvaluationFigures figures(EvaluationResult result) {
    return new EvaluationFigures(
        result.id(),
        result.benchmark(),
        result.version(),
        result.model(),
        result.arm(),
        result.step().isPresent() ? result.step().getAsLong() : null,
        result.items(),
        result.answered(),
        result.failed(),
        result.conflicts(),
        FigureTable.of(result.variants(), FigureTable::value),
        FigureTable.of(result.variants(), FigureTable::interval));
  }
}
