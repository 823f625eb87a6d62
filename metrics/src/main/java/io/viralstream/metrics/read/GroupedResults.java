package io.viralstream.metrics.read;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.viralstream.metrics.measures.GroupedFigures;
import io.viralstream.metrics.measures.GroupedFigures.Placed;
import io.viralstream.metrics.read.ItemClusters.PicturedItem;
import io.viralstream.metrics.read.ItemScores.ReadItems;
import io.viralstream.metrics.read.ResultsReader.Found;
import io.viralstream.scoring.BenchmarkRule;
import io.viralstream.scoring.Variant;
import io.viralstream.scoring.figures.ScoredItem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The figures of rules that count groups, from the items one by one.
final class GroupedResults {
  private GroupedResults() {}

  /// @param answered by variant; empty where they are too many, and then no figure is shown
  /// @param unanswered items that keep groups from being complete
  static Found of(
      List<ReadItems> answered, List<PicturedItem> unanswered, Optional<String> category) {
    var variants = new ArrayList<EvaluationResult.Variant>();
    long incomplete = 0;
    for (ReadItems read : answered) {
      // A later version of us may have stored it: its rule is not known here.
      Optional<Variant> variant = BenchmarkRule.variantOf(read.parser());
      if (variant.isEmpty()) continue;
      List<PicturedItem> all = Stream.concat(read.items().stream(), unanswered.stream()).toList();
      variants.add(figures(variant.get(), all, category));
      List<ScoredItem> items = all.stream().map(PicturedItem::item).toList();
      incomplete = Math.max(incomplete, variant.get().aggregation().incomplete(items).size());
    }
    return new Found(variants, incomplete, "");
  }

  private static EvaluationResult.Variant figures(
      Variant variant, List<PicturedItem> all, Optional<String> category) {
    List<ScoredItem> items = all.stream().map(PicturedItem::item).toList();
    List<Placed> placed =
        GroupedFigures.of(
            variant.aggregation().terms(items), ItemClusters.items(ItemClusters.of(all)));
    Map<String, List<Placed>> categories =
        placed.stream()
            .filter(one -> category.map(one.category()::equals).orElse(true))
            .collect(groupingBy(Placed::category, LinkedHashMap::new, toList()));
    var shown = new ArrayList<EvaluationResult.Category>();
    categories.forEach((name, own) ->
        shown.add(
            new EvaluationResult.Category(
                name, items(name, items), own.stream().map(Placed::measured).toList())));
    return new EvaluationResult.Variant(variant.name(), variant.parser(), 0, shown);
  }

  /// Answered items; a headline is of all.
  private static long items(String category, List<ScoredItem> items) {
    List<ScoredItem> answered = items.stream().filter(ScoredItem::isAnswered).toList();
    long own = answered.stream().filter(item -> item.category().equals(category)).count();
    return own == 0 ? answered.size() : own;
  }
}
