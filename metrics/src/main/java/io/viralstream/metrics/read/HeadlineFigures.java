package io.viralstream.metrics.read;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.reducing;

import io.viralstream.metrics.measures.Measures;
import io.viralstream.metrics.read.ResultsReader.ClusterCount;
import io.viralstream.scoring.figures.Counts;
import io.viralstream.scoring.figures.Headline;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The figures over all items that a variant's rule asks for, with their intervals.
final class HeadlineFigures {
  private HeadlineFigures() {}

  /// @param headlines as the rule has them, which is the order of the result
  static List<EvaluationResult.Category> of(List<Headline> headlines, List<ClusterCount> counts) {
    return headlines.stream()
        .map(headline ->
            switch (headline.mean()) {
              case OF_ITEMS -> pooled(headline.name(), counts);
              case OF_CATEGORIES ->
                  new EvaluationResult.Category(
                      headline.name(), items(counts), Measures.meanOfSplits(bySplit(counts)));
            })
        .toList();
  }

  /// Measures over all items alike; a picture's items count as one cluster.
  static EvaluationResult.Category pooled(String name, List<ClusterCount> counts) {
    Map<String, Counts> clusters =
        counts.stream()
            .collect(
                groupingBy(
                    ClusterCount::cluster,
                    TreeMap::new,
                    mapping(ClusterCount::counts, reducing(Counts.NONE, Counts::plus))));
    return new EvaluationResult.Category(
        name, items(counts), Measures.pooled(List.copyOf(clusters.values())));
  }

  /// For each picture its counts in each split, [C][S]; splits and pictures in order of name.
  private static List<List<Counts>> bySplit(List<ClusterCount> counts) {
    List<String> splits = counts.stream().map(ClusterCount::category).distinct().sorted().toList();
    TreeMap<String, Map<String, Counts>> clusters =
        counts.stream().collect(groupingBy(ClusterCount::cluster, TreeMap::new, toBySplit()));
    return clusters.values().stream()
        .map(own -> splits.stream().map(split -> own.getOrDefault(split, Counts.NONE)).toList())
        .toList();
  }

  private static java.util.stream.Collector<ClusterCount, ?, Map<String, Counts>> toBySplit() {
    return groupingBy(
        ClusterCount::category, mapping(ClusterCount::counts, reducing(Counts.NONE, Counts::plus)));
  }

  private static long items(List<ClusterCount> counts) {
    return counts.stream().mapToLong(one -> one.counts().items()).sum();
  }
}
