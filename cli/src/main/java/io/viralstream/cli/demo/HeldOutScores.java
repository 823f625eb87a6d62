package io.viralstream.cli.demo;

import io.viralstream.metrics.measures.Measured;
import io.viralstream.metrics.measures.Measured.Interval;
import io.viralstream.metrics.measures.Wilson;
import io.viralstream.metrics.read.EvaluationResult;
import io.viralstream.metrics.read.EvaluationResult.Category;
import io.viralstream.scoring.figures.Measure;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// One evaluation of the held-out part, by category and by what the stream does to them.
///
/// @param result as ClickHouse has it, under the one variant `generic`
record HeldOutScores(EvaluationResult result) {
  private static final Set<String> TAUGHT = Set.of("colour", "novelty");
  private static final String OVERALL = "overall";

  /// What the stream does to a category.
  enum Part {
    /// The base model has not learnt it: the stream brings it.
    TAUGHT,
    /// The base model knows it, and the stream repeats a little of it.
    REPEATED,
    /// All categories together.
    BOTH
  }

  static Part part(String category) {
    if (category.equals(OVERALL)) return Part.BOTH;
    return TAUGHT.contains(category) ? Part.TAUGHT : Part.REPEATED;
  }

  long step() {
    return result.step().orElse(0);
  }

  /// By name, `overall` last.
  List<Category> categories() {
    return result.variants().getFirst().categories();
  }

  /// Empty where the measure does not apply, or would divide by 0.
  Optional<Measured> measured(String category, Measure measure) {
    return categories().stream()
        .filter(one -> one.name().equals(category))
        .flatMap(one -> one.measures().stream())
        .filter(one -> one.name().equals(measure.key()) && one.value().isPresent())
        .findFirst();
  }

  /// Accuracy over all questions of a part; its interval takes questions for independent.
  Measured accuracy(Part part) {
    long items = items(part);
    double right = 0;
    for (Category category : of(part)) {
      Optional<Double> accuracy =
          measured(category.name(), Measure.ACCURACY).flatMap(HeldOutScores::value);
      right += category.items() * accuracy.orElse(0.0);
    }
    if (items == 0)
      return new Measured(Measure.ACCURACY.key(), OptionalDouble.empty(), Optional.empty());
    Interval interval = Wilson.at95(Math.min(1, right / items), items);
    return new Measured(
        Measure.ACCURACY.key(), OptionalDouble.of(right / items), Optional.of(interval));
  }

  long items(Part part) {
    return of(part).stream().mapToLong(Category::items).sum();
  }

  private List<Category> of(Part part) {
    return categories().stream().filter(category -> part(category.name()) == part).toList();
  }

  private static Optional<Double> value(Measured measured) {
    return measured.value().stream().boxed().findFirst();
  }
}
