package io.viralstream.metrics.read;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.reducing;

import io.viralstream.metrics.measures.Measured;
import io.viralstream.metrics.measures.Measures;
import io.viralstream.metrics.read.ResultsReader.ClusterCount;
import io.viralstream.scoring.figures.Counts;
import io.viralstream.scoring.figures.Headline;
import io.viralstream.scoring.figures.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
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
                      headline.name(),
                      items(counts),
                      withFalseYes(Measures.meanOfSplits(bySplit(counts))));
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
    var measures = new ArrayList<>(withFalseYes(Measures.pooled(List.copyOf(clusters.values()))));
    measures.addAll(cells(counts));
    return new EvaluationResult.Category(name, items(counts), List.copyOf(measures));
  }

  /// The false-yes rate stands under its own name, too: "hallucination" is how results began.
  private static List<Measured> withFalseYes(List<Measured> measures) {
    var all = new ArrayList<>(measures);
    measures.stream()
        .filter(one -> one.name().equals(Measure.HALLUCINATION.key()))
        .map(one -> new Measured("falseYesRate", one.value(), one.interval()))
        .forEach(all::add);
    return all;
  }

  /// The four cells of yes/no questions; an answer that could not be read is in none.
  private static List<Measured> cells(List<ClusterCount> counts) {
    Counts total = counts.stream().map(ClusterCount::counts).reduce(Counts.NONE, Counts::plus);
    if (total.yesNo() == 0) return List.of();
    long unreadYes = counts.stream().mapToLong(ClusterCount::unreadYes).sum();
    long unreadNo = counts.stream().mapToLong(ClusterCount::unreadNo).sum();
    return List.of(
        cell("tp", total.trueYes()),
        cell("fp", total.falseYes()),
        cell("tn", total.truthsNo() - total.falseYes() - unreadNo),
        cell("fn", total.truthsYes() - total.trueYes() - unreadYes));
  }

  private static Measured cell(String name, long count) {
    return new Measured(name, OptionalDouble.of(count), Optional.empty());
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
