package io.viralstream.scoring.figures;

import io.viralstream.scoring.figures.ScoredItem.Group;
import java.util.List;

/// What the figures of a variant are: a plain function of all items of an evaluation.
///
/// All but [CountedAggregation] need groups, or read more of an item than whether it is right.
public sealed interface Aggregation
    permits ChairAggregation,
        CountedAggregation,
        CvBenchAggregation,
        HallusionBenchAggregation,
        MmeAggregation,
        MmStarAggregation,
        MmvpAggregation,
        WhatsUpAggregation {

  /// The figures, in the order of results, categories first.
  ///
  /// @param items of which the categories are taken
  List<Term> terms(List<ScoredItem> items);

  /// Groups with a member that has not been answered; no figure of groups counts them.
  default List<Group> incomplete(List<ScoredItem> items) {
    return List.of();
  }

  /// @param items all of the benchmark, answered or not, in any order
  default Figures of(List<ScoredItem> items) {
    return Figures.of(terms(items), incomplete(items), items);
  }

  /// The categories of items, in order of name.
  static List<String> categories(List<ScoredItem> items) {
    return items.stream().map(ScoredItem::category).distinct().sorted().toList();
  }
}
