package io.viralstream.scoring.figures;

import io.viralstream.scoring.figures.ScoredItem.Group;
import io.viralstream.scoring.figures.ScoredItem.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// MMStar's figures: accuracy by category and over all.
///
/// With two axes of a category, one with 1 of 4 right and one with 1 of 1, the benchmark's own
/// accuracy is 2/5, and lmms-eval's is (1/4 + 1)/2. An axis without an answer leaves a mean out.
///
/// @param mean what counts alike
public record MmStarAggregation(Mean mean) implements Aggregation {

  /// The benchmark's own is over ITEMS, lmms-eval's over AXES: the 18 finer categories.
  public enum Mean {
    OF_ITEMS,
    OF_AXES
  }

  @Override
  public List<Term> terms(List<ScoredItem> items) {
    var all = new ArrayList<Term>();
    for (String name : Aggregation.categories(items)) all.add(term(name, Term.in(name), items));
    all.add(term(Figures.OVERALL, Term.ANY, items));
    return all;
  }

  private Term term(String name, Predicate<ScoredItem> which, List<ScoredItem> items) {
    return switch (mean) {
      case OF_ITEMS -> Term.accuracy(name, which);
      case OF_AXES -> new Term(name, Figures.ACCURACY, meanOfAxes(which, items));
    };
  }

  private static Formula meanOfAxes(Predicate<ScoredItem> which, List<ScoredItem> items) {
    List<String> axes =
        items.stream().filter(which).map(MmStarAggregation::axis).distinct().sorted().toList();
    return new Formula.Mean(axes.stream().map(axis -> Term.accuracy(which.and(of(axis)))).toList());
  }

  private static Predicate<ScoredItem> of(String axis) {
    return item -> axis(item).equals(axis);
  }

  private static String axis(ScoredItem item) {
    return item.group(Kind.AXIS)
        .map(Group::id)
        .orElseThrow(
            () -> new IllegalArgumentException("item=" + item.id() + ", expected a group AXIS"));
  }
}
