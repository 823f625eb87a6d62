package io.viralstream.metrics.read;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.reducing;

import io.viralstream.metrics.measures.Counts;
import io.viralstream.metrics.measures.Measured;
import io.viralstream.metrics.measures.Measures;
import io.viralstream.metrics.read.ResultsReader.ClusterCount;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What a variant's `overall` is: all items alike, or, for POPE, the mean over its splits with
/// `pooled` beside it.
enum Overall {
  POOLED {
    @Override
    List<EvaluationResult.Category> of(List<ClusterCount> counts) {
      return List.of(pooled("overall", counts));
    }
  },
  MEAN_OF_SPLITS {
    @Override
    List<EvaluationResult.Category> of(List<ClusterCount> counts) {
      List<Measured> mean = Measures.meanOfSplits(bySplit(counts));
      return List.of(
          new EvaluationResult.Category("overall", items(counts), mean), pooled("pooled", counts));
    }
  };

  /// The variants of POPE's rule; its published figures are means over the three splits.
  private static final Set<String> POPE = Set.of("pope-official", "strict");

  static Overall of(String variant) {
    // A variant may carry its parser's version behind a slash.
    return POPE.contains(variant.replaceFirst("/.*", "")) ? MEAN_OF_SPLITS : POOLED;
  }

  abstract List<EvaluationResult.Category> of(List<ClusterCount> counts);

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
