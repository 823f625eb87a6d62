package io.viralstream.scoring.figures;

import io.viralstream.scoring.figures.ScoredItem.Group;
import io.viralstream.scoring.figures.ScoredItem.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// What's Up's figures: of each subset the accuracy, and of the two controlled ones also the shares
/// of right pairs and sets; `overall` is the mean of the subsets' accuracies.
///
/// Of N items of a controlled subset, N / 2 pairs and N / 4 sets count when all are answered.
public record WhatsUpAggregation() implements Aggregation {
  private static final OptionalInt PAIR = OptionalInt.of(2);
  private static final OptionalInt SET = OptionalInt.of(4);

  @Override
  public Figures of(List<ScoredItem> items) {
    Map<String, List<ScoredItem>> subsets = Aggregation.by(ScoredItem::category, items);
    var all = new ArrayList<Figure>();
    subsets.forEach((name, own) -> {
      all.add(Figures.accuracy(name, own));
      all.addAll(controlled(name, own));
    });
    List<OptionalDouble> accuracies =
        subsets.values().stream().map(own -> Figures.accuracy("", own).value()).toList();
    all.addAll(Figures.whole(Figures.OVERALL, Figures.ACCURACY, Figures.mean(accuracies)));
    var incomplete = new ArrayList<Group>();
    incomplete.addAll(GroupCounts.of(Kind.PAIR, PAIR, items).incomplete());
    incomplete.addAll(GroupCounts.of(Kind.SET, SET, items).incomplete());
    return new Figures(all, incomplete);
  }

  private static List<Figure> controlled(String name, List<ScoredItem> items) {
    if (items.stream().noneMatch(item -> item.group(Kind.SET).isPresent())) return List.of();
    return List.of(
        GroupCounts.of(Kind.PAIR, PAIR, items).ratio(name, "pairAccuracy"),
        GroupCounts.of(Kind.SET, SET, items).ratio(name, "setAccuracy"));
  }
}
