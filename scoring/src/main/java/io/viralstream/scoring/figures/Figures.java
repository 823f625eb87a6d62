package io.viralstream.scoring.figures;

import io.viralstream.scoring.figures.ScoredItem.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/// All figures of one evaluation under one variant. A figure that lacks a part is not among them.
///
/// @param all in the order of results, categories first
/// @param incomplete groups with a member that has not been answered; no figure of groups counts
///   them
public record Figures(List<Figure> all, List<Group> incomplete) {
  static final String ACCURACY = Measure.ACCURACY.key();
  static final String OVERALL = "overall";

  public Figures {
    all = List.copyOf(all);
    incomplete = List.copyOf(incomplete);
  }

  /// The value of a figure; empty where it is not there, or would divide by 0.
  public OptionalDouble value(String category, String measure) {
    return all.stream()
        .filter(one -> one.category().equals(category) && one.measure().equals(measure))
        .map(Figure::value)
        .findFirst()
        .orElse(OptionalDouble.empty());
  }

  public boolean has(String category, String measure) {
    return all.stream()
        .anyMatch(one -> one.category().equals(category) && one.measure().equals(measure));
  }

  /// The mean of figures; empty where there are none, or one of them has no value: a mean over the
  /// others would be another figure.
  static OptionalDouble mean(List<OptionalDouble> parts) {
    OptionalDouble sum = sum(parts);
    return sum.isPresent() && !parts.isEmpty()
        ? OptionalDouble.of(sum.getAsDouble() / parts.size())
        : OptionalDouble.empty();
  }

  /// The sum of figures; empty where one of them has no value.
  static OptionalDouble sum(List<OptionalDouble> parts) {
    if (parts.stream().anyMatch(OptionalDouble::isEmpty)) return OptionalDouble.empty();
    ToDoubleFunction<OptionalDouble> value = OptionalDouble::getAsDouble;
    return OptionalDouble.of(parts.stream().mapToDouble(value).sum());
  }

  /// Figures by their terms over all items.
  static Figures of(List<Term> terms, List<Group> incomplete, List<ScoredItem> items) {
    var all = new ArrayList<Figure>();
    for (Term term : terms) {
      OptionalDouble value = term.formula().value(count -> count.of(items));
      if (value.isPresent() || !term.isWhole())
        all.add(new Figure(term.category(), term.measure(), value));
    }
    return new Figures(all, incomplete);
  }
}
