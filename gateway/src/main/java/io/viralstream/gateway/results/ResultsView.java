package io.viralstream.gateway.results;

import io.viralstream.metrics.measures.McNemar;
import io.viralstream.metrics.measures.PairedComparison;
import io.viralstream.metrics.measures.PairedCounts;
import io.viralstream.metrics.measures.PairedFigures.Difference;
import io.viralstream.metrics.read.ComparisonReader.Category;
import io.viralstream.metrics.read.EvaluationResult;
import io.viralstream.metrics.read.ResultsFilter.Cursor;
import io.viralstream.scoring.figures.Measure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Results as clients read them.
///
/// @param next what `after` has to say for the next page; null where there is none
record ResultsView(
    List<EvaluationFigures> evaluations,
    List<ArmComparison> comparisons,
    List<UnlikeView> refused,
    @Nullable String next) {

  /// Two evaluations that are not compared, and why.
  ///
  /// @param mend the command that makes them comparable; null where none does
  record UnlikeView(String benchmark, String a, String b, String why, @Nullable String mend) {}

  /// One evaluation's figures.
  ///
  /// @param step the training step of its model, null where the model's name does not tell
  /// @param scores by variant, category and measure
  /// @param intervals the same, `[low, high]` at 95 %
  /// @param truth the version of the benchmark
  /// @param parser by variant, with its version
  /// @param unknown answers that could not be read, by variant
  /// @param incomplete groups with an item that has no answer
  /// @param hash over item, raw, parsed and correct of the benchmark's own variant
  /// @param truthFromAnswers whether the truth stands in the file of the answers alone
  /// @param rescored the evaluation whose answers these are, where they were scored again
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
      Map<String, Map<String, Map<String, List<Double>>>> intervals,
      String truth,
      Map<String, String> parser,
      Map<String, Long> unknown,
      long incomplete,
      String hash,
      boolean truthFromAnswers,
      @Nullable String rescored) {}

  /// Two arms on the same items of one benchmark version, in one category.
  ///
  /// @param category the benchmark's own, or `overall`, or POPE's `pooled`
  /// @param measure what is compared
  /// @param a the model version of the one arm, as `first` is
  /// @param b the model version of the other, as `second` is
  /// @param items items that both have scored
  /// @param both items that both have right; this and the next three are null where another measure
  ///   than accuracy is compared
  /// @param difference a's figure less b's
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
      @Nullable Long both,
      @Nullable Long onlyFirst,
      @Nullable Long onlySecond,
      @Nullable Long neither,
      double difference,
      List<Double> interval,
      double p,
      @Nullable Double pHolm,
      @Nullable Double detectable,
      @Nullable Double pValue) {

    /// Another figure than accuracy: no counts of pairs stand behind it.
    static ArmComparison of(
        EvaluationResult first,
        EvaluationResult second,
        String variant,
        Difference difference,
        Optional<Double> pHolm) {
      OptionalDouble detectable = difference.detectable();
      return new ArmComparison(
          first.benchmark(),
          first.version(),
          variant,
          difference.category(),
          difference.measure(),
          first.model(),
          second.model(),
          first.model(),
          second.model(),
          difference.items(),
          null,
          null,
          null,
          null,
          difference.difference(),
          List.of(difference.interval().low(), difference.interval().high()),
          difference.p(),
          pHolm.orElse(null),
          detectable.isPresent() ? detectable.getAsDouble() : null,
          null);
    }

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

  /// @param limit evaluations of a page
  static ResultsView of(
      List<EvaluationResult> results,
      List<ArmComparison> comparisons,
      List<UnlikeView> refused,
      int limit) {
    return new ResultsView(
        results.stream().map(ResultsView::figures).toList(),
        comparisons,
        refused,
        results.size() < limit ? null : cursor(results.getLast()));
  }

  private static String cursor(EvaluationResult last) {
    return new Cursor(last.asking().startedMillis(), last.id()).text();
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
        FigureTable.of(result.variants(), FigureTable::interval),
        result.version(),
        byVariant(result, EvaluationResult.Variant::parser),
        byVariant(result, EvaluationResult.Variant::unread),
        result.incomplete(),
        result.hash(),
        result.asking().truthFromAnswers(),
        result.asking().rescored().orElse(null));
  }

  private static <T> Map<String, T> byVariant(
      EvaluationResult result, Function<EvaluationResult.Variant, T> said) {
    var table = new LinkedHashMap<String, T>();
    result.variants().forEach(variant -> table.put(variant.name(), said.apply(variant)));
    return table;
  }
}
