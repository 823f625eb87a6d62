package io.viralstream.scoring.figures;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

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

  /// @param items all of the benchmark, answered or not, in any order
  Figures of(List<ScoredItem> items);

  /// Items by what a function says of them, in order of name.
  static Map<String, List<ScoredItem>> by(
      Function<ScoredItem, String> name, List<ScoredItem> items) {
    return items.stream().collect(groupingBy(name, TreeMap::new, toList()));
  }
}
