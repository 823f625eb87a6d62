package io.viralstream.scoring.figures;

import io.viralstream.scoring.figures.ScoredItem.Group;
import io.viralstream.scoring.figures.ScoredItem.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// HallusionBench's figures: accuracy (its aAcc), the share of figures with all their questions
/// right (fAcc), and of questions right about all their figures (qAcc); by category and over all.
public record HallusionBenchAggregation() implements Aggregation {
  private static final OptionalInt ANY = OptionalInt.empty();

  @Override
  public Figures of(List<ScoredItem> items) {
    var all = new ArrayList<Figure>();
    Aggregation.by(ScoredItem::category, items)
        .forEach((name, own) -> all.addAll(figures(name, own)));
    all.addAll(figures(Figures.OVERALL, items));
    var incomplete = new ArrayList<Group>();
    incomplete.addAll(GroupCounts.of(Kind.FIGURE, ANY, items).incomplete());
    incomplete.addAll(GroupCounts.of(Kind.QUESTION, ANY, items).incomplete());
    return new Figures(all, incomplete);
  }

  private static List<Figure> figures(String name, List<ScoredItem> items) {
    return List.of(
        Figures.accuracy(name, items),
        GroupCounts.of(Kind.FIGURE, ANY, items).ratio(name, "figureAccuracy"),
        GroupCounts.of(Kind.QUESTION, ANY, items).ratio(name, "questionAccuracy"));
  }
}
