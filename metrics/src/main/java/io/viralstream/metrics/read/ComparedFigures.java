package io.viralstream.metrics.read;

import io.viralstream.metrics.measures.PairedFigures;
import io.viralstream.metrics.measures.PairedFigures.Difference;
import io.viralstream.metrics.measures.PairedFigures.Pair;
import io.viralstream.metrics.read.ItemClusters.PicturedItem;
import io.viralstream.metrics.read.ItemScores.ReadItems;
import io.viralstream.scoring.BenchmarkRule;
import io.viralstream.scoring.Variant;
import io.viralstream.scoring.figures.CountedAggregation;
import io.viralstream.scoring.figures.Formula;
import io.viralstream.scoring.figures.Measure;
import io.viralstream.scoring.figures.ScoredItem;
import io.viralstream.scoring.figures.Term;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Differences of two evaluations in other figures than accuracy: F1, MME's score, pairs and sets,
/// CHAIR's rates. On the items that both have scored.
///
/// Generic benchmarks are compared in accuracy alone: whether their questions have figures of yes
/// and no is a chance of their truth.
final class ComparedFigures {
  private final ItemScores scores;

  ComparedFigures(ItemScores scores) {
    this.scores = scores;
  }

  /// @param variant one that both evaluations have
  List<Difference> compare(String first, String second, String variant) {
    Optional<ReadItems> one = read(first, variant);
    Optional<ReadItems> other = one.isPresent() ? read(second, variant) : Optional.empty();
    if (one.isEmpty() || other.isEmpty()) return List.of();
    return compare(one.get(), other.get());
  }

  private Optional<ReadItems> read(String evaluation, String variant) {
    return scores.answered(evaluation, variant).filter(read -> isCompared(read.parser()));
  }

  private static boolean isCompared(String parser) {
    return !BenchmarkRule.GENERIC.variants().getFirst().parser().equals(parser);
  }

  static List<Difference> compare(ReadItems first, ReadItems second) {
    Optional<Variant> variant = BenchmarkRule.variantOf(first.parser());
    if (variant.isEmpty()) return List.of();
    Map<String, ScoredItem> others =
        second.items().stream()
            .map(PicturedItem::item)
            .collect(Collectors.toMap(ScoredItem::id, Function.identity()));
    List<PicturedItem> shared =
        first.items().stream().filter(one -> others.containsKey(one.item().id())).toList();
    if (shared.isEmpty()) return List.of();
    List<Pair> pairs =
        ItemClusters.items(ItemClusters.of(shared)).stream()
            .map(cluster -> new Pair(cluster, answeredBy(others, cluster)))
            .toList();
    List<ScoredItem> items = shared.stream().map(PicturedItem::item).toList();
    List<Term> terms =
        variant.get().aggregation().terms(items).stream()
            .filter(term -> !isComparedElsewhere(term, variant.get()))
            .toList();
    return PairedFigures.of(terms, pairs);
  }

  /// Accuracy over single items is compared by counts, whatever the number of items; so are the
  /// means of splits that counts suffice for. The false-yes rate stands under its other name, too.
  private static boolean isComparedElsewhere(Term term, Variant variant) {
    if (term.measure().equals(Measure.HALLUCINATION.key())) return true;
    if (!term.measure().equals(Measure.ACCURACY.key())) return false;
    return term.formula() instanceof Formula.Share
        || variant.aggregation() instanceof CountedAggregation;
  }

  private static List<ScoredItem> answeredBy(
      Map<String, ScoredItem> others, List<ScoredItem> cluster) {
    return cluster.stream().map(item -> others.getOrDefault(item.id(), item)).toList();
  }
}
