package io.viralstream.gateway.results;

import static java.util.stream.Collectors.groupingBy;

import io.viralstream.gateway.results.ResultsView.ArmComparison;
import io.viralstream.gateway.results.ResultsView.UnlikeView;
import io.viralstream.metrics.measures.Holm;
import io.viralstream.metrics.measures.PairedFigures.Difference;
import io.viralstream.metrics.read.ComparisonReader.Category;
import io.viralstream.metrics.read.ComparisonReader.Comparison;
import io.viralstream.metrics.read.EvaluationResult;
import io.viralstream.scoring.RecordedEvaluation;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Arms side by side: of each benchmark version the finished evaluation of every arm's furthest
/// step, and the newest of every model whose answers were recorded, two by two, on the same items.
///
/// Evaluations of other items, with another truth, prompt or decoding, are not compared: that is
/// said, and which command mends it.
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
      EvaluationResult first, EvaluationResult second, String variant, boolean official, Row row) {

    /// Whether it is one of those that are adjusted: the accuracy over all, or what stands for it.
    boolean isHeadline() {
      return official && row.isHeadline();
    }

    List<String> models() {
      return Stream.of(first.model(), second.model()).sorted().toList();
    }

    ArmComparison adjusted(Optional<Double> pHolm) {
      return switch (row) {
        case Row.Accuracy(var category) ->
            ArmComparison.of(first, second, variant, category, pHolm);
        case Row.Figure(var difference, var headline) ->
            ArmComparison.of(first, second, variant, difference, pHolm);
      };
    }
  }

  private sealed interface Row {
    record Accuracy(Category category) implements Row {
      @Override
      public boolean isHeadline() {
        return category.name().equals(OVERALL);
      }

      @Override
      public double p() {
        return category.accuracy().p();
      }
    }

    /// @param isHeadline whether it is the rule's `overall`, where that is not accuracy
    record Figure(Difference difference, boolean isHeadline) implements Row {
      @Override
      public double p() {
        return difference.p();
      }
    }

    boolean isHeadline();

    double p();
  }

  /// What becomes of some evaluations.
  record Outcome(List<ArmComparison> comparisons, List<UnlikeView> refused) {}

  private final Pairs pairs;

  ArmComparisons(Pairs pairs) {
    this.pairs = pairs;
  }

  /// @param results newest first, with all their items
  /// @param duel two models that alone are to be compared; empty means the arms
  Outcome of(List<EvaluationResult> results, Optional<Duel> duel) {
    var comparisons = new ArrayList<Compared>();
    var refused = new ArrayList<UnlikeView>();
    for (List<EvaluationResult> contestants : contestants(results, duel)) {
      for (int first = 0; first < contestants.size(); first++) {
        for (EvaluationResult second : contestants.subList(first + 1, contestants.size())) {
          Optional<UnlikeView> unlike = Unlike.of(contestants.get(first), second);
          if (unlike.isPresent()) unlike.ifPresent(refused::add);
          else comparisons.addAll(compared(contestants.get(first), second));
        }
      }
    }
    return new Outcome(adjusted(comparisons), duel.isPresent() ? List.copyOf(refused) : List.of());
  }

  /// Two models, of which the second is taken from the first.
  record Duel(String model, String against) {}

  /// By benchmark; in a duel whatever the version, so that another truth is said.
  private static List<List<EvaluationResult>> contestants(
      List<EvaluationResult> results, Optional<Duel> duel) {
    Map<List<String>, Map<String, EvaluationResult>> benchmarks = new LinkedHashMap<>();
    List<EvaluationResult> ordered = duel.map(two -> inOrder(results, two)).orElse(results);
    ordered.stream()
        .filter(finished())
        .forEach(result ->
            benchmarks
                .computeIfAbsent(group(result, duel), key -> new LinkedHashMap<>())
                .merge(contestant(result, duel), result, ArmComparisons::further));
    return benchmarks.values().stream().map(arms -> List.copyOf(arms.values())).toList();
  }

  private static List<EvaluationResult> inOrder(List<EvaluationResult> results, Duel duel) {
    Predicate<EvaluationResult> first = result -> result.model().equals(duel.model());
    Predicate<EvaluationResult> second = result -> result.model().equals(duel.against());
    return Stream.concat(results.stream().filter(first), results.stream().filter(second)).toList();
  }

  private static List<String> group(EvaluationResult result, Optional<Duel> duel) {
    String variants =
        result.variants().stream().map(EvaluationResult.Variant::name).toList().toString();
    return duel.isPresent()
        ? List.of(result.benchmark(), variants)
        : List.of(result.benchmark(), result.version(), variants);
  }

  /// Models whose answers were recorded have no arm of their own.
  private static String contestant(EvaluationResult result, Optional<Duel> duel) {
    boolean named = duel.isPresent() || result.arm().equals(RecordedEvaluation.RECORDED);
    return named ? "model " + result.model() : "arm " + result.arm();
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
      boolean official = comparison.official();
      for (Category category : comparison.categories())
        rows.add(new Compared(first, second, variant.name(), official, new Row.Accuracy(category)));
      boolean accurate =
          comparison.categories().stream().anyMatch(one -> one.name().equals(OVERALL));
      for (Difference figure : comparison.figures())
        rows.add(
            new Compared(
                first,
                second,
                variant.name(),
                official,
                new Row.Figure(figure, !accurate && isHeadline(figure))));
    }
    return rows;
  }

  /// MME's score, the mean accuracy of subsets, CHAIR's rate of captions.
  private static boolean isHeadline(Difference figure) {
    return figure.category().equals(OVERALL)
        && List.of("accuracy", "score", "chairS").contains(figure.measure());
  }

  private static List<ArmComparison> adjusted(List<Compared> comparisons) {
    Map<List<String>, List<Compared>> families =
        comparisons.stream().filter(Compared::isHeadline).collect(groupingBy(Compared::models));
    Map<Compared, Double> adjusted = new IdentityHashMap<>();
    for (List<Compared> family : families.values()) {
      List<Double> values = Holm.adjusted(family.stream().map(one -> one.row().p()).toList());
      for (int i = 0; i < family.size(); i++) adjusted.put(family.get(i), values.get(i));
    }
    return comparisons.stream()
        .map(one -> one.adjusted(Optional.ofNullable(adjusted.get(one))))
        .toList();
  }
}
