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
import java.util.HashSet;
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
  List<ArmComparison> of(List<EvaluationResult> results) {
    var comparisons = new ArrayList<Compared>();
    for (List<EvaluationResult> arms : furthestOfEachArm(results)) {
      for (int first = 0; first < arms.size(); first++) {
        for (EvaluationResult second : arms.subList(first + 1, arms.size())) {
          if (Unlike.of(arms.get(first), second).isEmpty())
            comparisons.addAll(compared(arms.get(first), second));
        }
      }
    }
    return adjusted(comparisons);
  }

  /// Two models alone, the second taken from the first: of each benchmark the newest evaluations
  /// that are alike, once for each way of scoring; where none are, it is said why the newest are
  /// not.
  ///
  /// @param results newest first, with all their items
  Outcome of(List<EvaluationResult> results, String model, String against) {
    var comparisons = new ArrayList<Compared>();
    var refused = new ArrayList<UnlikeView>();
    List<EvaluationResult> over = results.stream().filter(finished()).toList();
    for (String benchmark : over.stream().map(EvaluationResult::benchmark).distinct().toList()) {
      List<EvaluationResult> firsts = ofModel(over, benchmark, model);
      List<EvaluationResult> seconds = ofModel(over, benchmark, against);
      if (firsts.isEmpty() || seconds.isEmpty()) continue;
      List<Compared> found = alike(firsts, seconds);
      comparisons.addAll(found);
      if (found.isEmpty()) Unlike.of(firsts.getFirst(), seconds.getFirst()).ifPresent(refused::add);
    }
    return new Outcome(adjusted(comparisons), List.copyOf(refused));
  }

  private static List<EvaluationResult> ofModel(
      List<EvaluationResult> results, String benchmark, String model) {
    return results.stream()
        .filter(result -> result.benchmark().equals(benchmark) && result.model().equals(model))
        .toList();
  }

  private List<Compared> alike(List<EvaluationResult> firsts, List<EvaluationResult> seconds) {
    var compared = new ArrayList<Compared>();
    var known = new HashSet<List<String>>();
    for (EvaluationResult first : firsts) {
      Optional<EvaluationResult> second =
          seconds.stream().filter(one -> Unlike.of(first, one).isEmpty()).findFirst();
      if (second.isPresent() && known.add(parsers(first)))
        compared.addAll(compared(first, second.get()));
    }
    return compared;
  }

  private static List<String> parsers(EvaluationResult result) {
    return result.variants().stream().map(EvaluationResult.Variant::parser).toList();
  }

  private static List<List<EvaluationResult>> furthestOfEachArm(List<EvaluationResult> results) {
    Map<List<Object>, Map<String, EvaluationResult>> benchmarks = new LinkedHashMap<>();
    results.stream()
        .filter(finished())
        .forEach(result ->
            benchmarks
                .computeIfAbsent(
                    List.of(result.benchmark(), result.version(), parsers(result)),
                    key -> new LinkedHashMap<>())
                .merge(contestant(result), result, ArmComparisons::further));
    return benchmarks.values().stream().map(arms -> List.copyOf(arms.values())).toList();
  }

  /// Models whose answers were recorded have no arm of their own.
  private static String contestant(EvaluationResult result) {
    return result.arm().equals(RecordedEvaluation.RECORDED)
        ? "model " + result.model()
        : "arm " + result.arm();
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
