package io.viralstream.scoring.figures;

import io.viralstream.scoring.figures.ScoredItem.Group;
import io.viralstream.scoring.figures.ScoredItem.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

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
  public Figures of(List<ScoredItem> items) {
    var all = new ArrayList<Figure>();
    Aggregation.by(ScoredItem::category, items)
        .forEach((name, own) -> all.addAll(figures(name, own)));
    all.addAll(figures(Figures.OVERALL, items));
    return new Figures(all, List.of());
  }

  private List<Figure> figures(String name, List<ScoredItem> items) {
    return switch (mean) {
      case OF_ITEMS -> List.of(Figures.accuracy(name, items));
      case OF_AXES -> Figures.whole(name, Figures.ACCURACY, meanOfAxes(items));
    };
  }

  private static OptionalDouble meanOfAxes(List<ScoredItem> items) {
    return Figures.mean(
        Aggregation.by(MmStarAggregation::axis, items).values().stream()
            .map(own -> Figures.accuracy("", own).value())
            .toList());
  }

  private static String axis(ScoredItem item) {
    return item.group(Kind.AXIS)
        .map(Group::id)
        .orElseThrow(
            () -> new IllegalArgumentException("item=" + item.id() + ", expected a group AXIS"));
  }
}
