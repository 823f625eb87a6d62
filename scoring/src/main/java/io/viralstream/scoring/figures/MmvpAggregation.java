package io.viralstream.scoring.figures;

import io.viralstream.scoring.figures.ScoredItem.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// MMVP's figures: the share of pairs with both questions right, which is its published one, and of
/// questions. The accuracy of questions stands under the name that all benchmarks share, too.
public record MmvpAggregation() implements Aggregation {
  private static final OptionalInt QUESTIONS = OptionalInt.of(2);

  @Override
  public Figures of(List<ScoredItem> items) {
    var all = new ArrayList<Figure>();
    Aggregation.by(ScoredItem::category, items)
        .forEach((name, own) -> all.addAll(figures(name, own)));
    all.addAll(figures(Figures.OVERALL, items));
    return new Figures(all, GroupCounts.of(Kind.PAIR, QUESTIONS, items).incomplete());
  }

  private static List<Figure> figures(String name, List<ScoredItem> items) {
    Figure accuracy = Figures.accuracy(name, items);
    return List.of(
        accuracy,
        new Figure(name, "questionAccuracy", accuracy.value()),
        GroupCounts.of(Kind.PAIR, QUESTIONS, items).ratio(name, "pairAccuracy"));
  }
}
