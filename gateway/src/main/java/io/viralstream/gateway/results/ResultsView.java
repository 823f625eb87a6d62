package io.viralstream.gateway.results;

import io.viralstream.metrics.measures.McNemar;
import io.viralstream.metrics.measures.PairedComparison;
import io.viralstream.metrics.measures.PairedCounts;
import io.viralstream.metrics.read.ComparisonReader.Category;
import io.viralstream.metrics.read.EvaluationResult;
import io.viralstream.scoring.figures.Measure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
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

  /// Two arms on the same items of one benchmark version, in one category.
  ///
  /// @param category the benchmark's own, or `overall`, or POPE's `pooled`
  /// @param measure what is compared: accuracy
  /// @param a the model version of the one arm, as `first` is
  /// @param b the model version of the other, as `second` is
  /// @param items items that both have scored
  /// @param difference a's accuracy less b's
  /// @param interval of the difference, `[low, high]` at 95 %
  /// @param p how likely a difference at least as large is if neither is better
  /// @param pHolm p adjusted for all official `overall`s of the same two model versions; null in
  ///   other rows
  /// @param detectable the smallest true difference that so many items find with power .8; null
  ///   where they find none
  /// @param pValue of McNemar's exact test over all items alike, whatever p is
  record ArmComparison(
      String benchmark,
      String version,
      String variant,
      String category,
      String measure,
      String first,
      String second,
      String a,
      String b,
      long items,
      long both,
      long onlyFirst,
      long onlySecond,
      long neither,
      double difference,
      List<Double> interval,
      double p,
      @Nullable Double pHolm,
      @Nullable Double detectable,
      double pValue) {

    static ArmComparison of(
        EvaluationResult first,
        EvaluationResult second,
        String variant,
        Category category,
        Optional<Double> pHolm) {
      PairedComparison accuracy = category.accuracy();
      PairedCounts counts = accuracy.counts();
      OptionalDouble detectable = accuracy.detectable();
      return new ArmComparison(
          first.benchmark(),
          first.version(),
          variant,
          category.name(),
          Measure.ACCURACY.key(),
          first.model(),
          second.model(),
          first.model(),
          second.model(),
          counts.items(),
          counts.both(),
          counts.onlyFirst(),
          counts.onlySecond(),
          counts.neither(),
          accuracy.difference(),
          List.of(accuracy.interval().low(), accuracy.interval().high()),
          accuracy.p(),
          pHolm.orElse(null),
          detectable.isPresent() ? detectable.getAsDouble() : null,
          McNemar.exact(counts.onlyFirst(), counts.onlySecond()));
    }
  }

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
