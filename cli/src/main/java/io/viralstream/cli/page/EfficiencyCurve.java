package io.viralstream.cli.page;

import io.viralstream.cli.client.ArmComparison;
import io.viralstream.cli.client.EvaluationResult;
import io.viralstream.cli.client.EvaluationResult.Figure;
import io.viralstream.cli.client.EvaluationResult.Interval;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.client.ResultQuery;
import io.viralstream.cli.client.Results;
import io.viralstream.gateway.benchmarks.VersionName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A benchmark's headline by training step, of one arm or of two: the paper's training efficiency.
///
/// @param arms by name each step's figure
/// @param differences where there are two arms, by step the first's figure less the second's on the
///   same items
record EfficiencyCurve(
    String variant,
    String category,
    String measure,
    SequencedMap<String, SortedMap<Long, Figure>> arms,
    SortedMap<Long, Difference> differences) {
  private static final Pattern VERSION = Pattern.compile("(.+)-(\\d+)-[0-9a-f]{12}");

  /// A difference with its paired interval.
  record Difference(double value, Optional<Interval> interval) {
    boolean isAhead() {
      return interval.filter(each -> each.low() > 0).isPresent();
    }

    boolean isBehind() {
      return interval.filter(each -> each.high() < 0).isPresent();
    }
  }

  /// Which arm, at which step.
  record Place(String arm, long step) {
    /// Empty where the name is none of a version.
    static Optional<Place> of(String version) {
      Matcher parts = VERSION.matcher(version);
      return parts.matches()
          ? Optional.of(new Place(parts.group(1), Long.parseLong(parts.group(2))))
          : Optional.empty();
    }
  }

  /// @param arms one or two
  /// @param like an evaluation whose headline is followed
  static Optional<EfficiencyCurve> of(
      Gateway gateway, VersionName version, List<String> arms, EvaluationResult like)
      throws InterruptedException {
    Optional<Headline> headline = Headline.of(like);
    if (headline.isEmpty()) return Optional.empty();
    SequencedMap<String, SortedMap<Long, EvaluationResult>> evaluations = new LinkedHashMap<>();
    for (String arm : arms) evaluations.put(arm, steps(gateway, version, arm));
    SequencedMap<String, SortedMap<Long, Figure>> figures = new LinkedHashMap<>();
    evaluations.forEach((arm, steps) -> figures.put(arm, headline.get().of(steps)));
    return Optional.of(
        new EfficiencyCurve(
            headline.get().variant(),
            headline.get().category(),
            headline.get().measure(),
            figures,
            arms.size() < 2
                ? new TreeMap<>()
                : differences(gateway, version, arms, evaluations, headline.get())));
  }

  /// The number that sums a benchmark up.
  record Headline(String variant, String category, String measure) {
    /// The first of the official variant's measures that there is, over all items.
    static Optional<Headline> of(EvaluationResult like) {
      for (String variant : like.variantsInOrder()) {
        for (String measure : List.of("accuracy", "score", "f1", "chairI")) {
          if (like.figure(variant, "overall", measure).isPresent())
            return Optional.of(new Headline(variant, "overall", measure));
        }
      }
      return Optional.empty();
    }

    SortedMap<Long, Figure> of(SortedMap<Long, EvaluationResult> steps) {
      SortedMap<Long, Figure> figures = new TreeMap<>();
      steps.forEach((step, result) ->
          result.figure(variant, category, measure).ifPresent(each -> figures.put(step, each)));
      return figures;
    }
  }

  /// The newest evaluation of each step.
  private static SortedMap<Long, EvaluationResult> steps(
      Gateway gateway, VersionName version, String arm) throws InterruptedException {
    SortedMap<Long, EvaluationResult> steps = new TreeMap<>();
    Optional<String> after = Optional.empty();
    do {
      Results page = gateway.results(query(version, Optional.empty(), Optional.of(arm), after));
      for (EvaluationResult result : page.evaluations()) {
        if (!result.truth().equals(version.version())) continue;
        Place.of(result.model()).ifPresent(place -> steps.putIfAbsent(place.step(), result));
      }
      after = page.next();
    } while (after.isPresent());
    return steps;
  }

  private static ResultQuery query(
      VersionName version,
      Optional<List<String>> models,
      Optional<String> arm,
      Optional<String> after) {
    return new ResultQuery(
        Optional.empty(),
        models.map(List::getFirst),
        arm,
        Optional.of(version.name()),
        Optional.empty(),
        models.map(List::getLast),
        after,
        Optional.empty());
  }

  private static SortedMap<Long, Difference> differences(
      Gateway gateway,
      VersionName version,
      List<String> arms,
      SequencedMap<String, SortedMap<Long, EvaluationResult>> evaluations,
      Headline headline)
      throws InterruptedException {
    SortedMap<Long, EvaluationResult> first = steps(evaluations, arms.getFirst());
    SortedMap<Long, EvaluationResult> second = steps(evaluations, arms.getLast());
    SortedMap<Long, Difference> differences = new TreeMap<>();
    for (Long step : first.keySet()) {
      EvaluationResult other = second.get(step);
      EvaluationResult one = first.get(step);
      if (other == null || one == null) continue;
      Results pair =
          gateway.results(
              query(
                  version,
                  Optional.of(List.of(one.model(), other.model())),
                  Optional.empty(),
                  Optional.empty()));
      difference(pair, headline).ifPresent(each -> differences.put(step, each));
    }
    return differences;
  }

  private static SortedMap<Long, EvaluationResult> steps(
      SequencedMap<String, SortedMap<Long, EvaluationResult>> evaluations, String arm) {
    return evaluations.getOrDefault(arm, new TreeMap<>());
  }

  private static Optional<Difference> difference(Results pair, Headline headline) {
    return pair.comparisons().stream()
        .filter(each -> isOf(each, headline))
        .findFirst()
        .flatMap(
            each -> each.figure("difference").map(value -> new Difference(value, each.interval())));
  }

  private static boolean isOf(ArmComparison comparison, Headline headline) {
    return comparison.text("variant").equals(headline.variant())
        && comparison.text("category").equals(headline.category())
        && comparison.text("measure").equals(headline.measure());
  }

  /// The first step from which on one arm's figure stays above the other's, each interval without
  /// 0.
  Optional<String> lead() {
    List<Long> steps = new ArrayList<>(differences.keySet());
    if (steps.isEmpty()) return Optional.empty();
    Difference last = differences.get(steps.getLast());
    if (last == null || !(last.isAhead() || last.isBehind())) return Optional.empty();
    Long from = steps.getLast();
    for (Long step : steps.reversed()) {
      Difference each = differences.get(step);
      if (each == null || each.isAhead() != last.isAhead() || each.isBehind() != last.isBehind()) {
        break;
      }
      from = step;
    }
    return Optional.of(
        (last.isAhead() ? arms.firstEntry().getKey() : arms.lastEntry().getKey())
            + " stays ahead from step "
            + from);
  }
}
