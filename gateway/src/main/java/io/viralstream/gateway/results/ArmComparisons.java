package io.viralstream.gateway.results;

import static java.util.stream.Collectors.groupingBy;

import io.viralstream.gateway.results.ResultsView.ArmComparison;
import io.viralstream.metrics.measures.Holm;
import io.viralstream.metrics.read.ComparisonReader.Category;
import io.viralstream.metrics.read.ComparisonReader.Comparison;
import io.viralstream.metrics.read.EvaluationResult;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Arms side by side: of each benchmark version the finished evaluation of every arm's furthest
/// step, two by two, on the same items.
///
/// The `overall`s of the benchmarks' own variants are adjusted by Holm, as many as there are of the
/// same two model versions: who looks at several benchmarks for one that says "better" finds one by
/// chance more often than one in twenty. Other variants and categories show where a difference
/// lies, and are not adjusted.
final class ArmComparisons {

  private static final String OVERALL = "overall";

  /// Compares two evaluations on the items that they share.
  interface Pairs {
    Comparison compare(EvaluationResult first, EvaluationResult second, String variant);
  }

  /// One row of the comparisons, before it is adjusted.
  ///
  /// @param official whether the variant is the benchmark's own
  private record Compared(
      EvaluationResult first,
      EvaluationResult second,
      String variant,
      boolean official,
      Category category) {

    /// Whether it is one of those that are adjusted.
    boolean isHeadline() {
      return official && category.name().equals(OVERALL);
    }

    List<String> models() {
      return Stream.of(first.model(), second.model()).sorted().toList();
    }

    ArmComparison row(Optional<Double> pHolm) {
      return ArmComparison.of(first, second, variant, category, pHolm);
    }
  }

  private final Pairs pairs;

  ArmComparisons(Pairs pairs) {
    this.pairs = pairs;
  }

  /// @param results newest first, with all their items
  List<ArmComparison> of(List<EvaluationResult> results) {
    var comparisons = new ArrayList<Compared>();
    for (List<EvaluationResult> arms : furthestOfEachArm(results)) {
      for (int first = 0; first < arms.size(); first++) {
        for (EvaluationResult second : arms.subList(first + 1, arms.size())) {
          comparisons.addAll(compared(arms.get(first), second));
        }
      }
    }
    return adjusted(comparisons);
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

  private List<Compared> compared(EvaluationResult first, EvaluationResult second) {
    var rows = new ArrayList<Compared>();
    for (EvaluationResult.Variant variant : first.variants()) {
      Comparison comparison = pairs.compare(first, second, variant.name());
      for (Category category : comparison.categories())
        rows.add(new Compared(first, second, variant.name(), comparison.official(), category));
    }
    return rows;
  }

  private static List<ArmComparison> adjusted(List<Compared> comparisons) {
    Map<List<String>, List<Compared>> families =
        comparisons.stream().filter(Compared::isHeadline).collect(groupingBy(Compared::models));
    Map<Compared, Double> adjusted = new IdentityHashMap<>();
    for (List<Compared> family : families.values()) {
      List<Double> values =
          Holm.adjusted(family.stream().map(one -> one.category().accuracy().p()).toList());
      for (int i = 0; i < family.size(); i++) adjusted.put(family.get(i), values.get(i));
    }
    return comparisons.stream()
        .map(one -> one.row(Optional.ofNullable(adjusted.get(one))))
        .toList();
  }
}
