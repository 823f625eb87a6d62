package io.viralstream.metrics.measures;

import io.viralstream.metrics.measures.Measured.Interval;
import io.viralstream.scoring.figures.Counts;
import io.viralstream.scoring.figures.Measure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// All measures of some items, each with its 95 % interval.
///
/// A proportion has Wilson's interval at the effective size n / deff, F1 and means over splits a
/// percentile cluster bootstrap.
public final class Measures {
  private Measures() {}

  /// Over items that count alike.
  ///
  /// @param clusters counts by picture; an item without one is a cluster of its own
  public static List<Measured> pooled(List<Counts> clusters) {
    Counts total = clusters.stream().reduce(Counts.NONE, Counts::plus);
    return applying(total).stream()
        .map(measure ->
            new Measured(measure.key(), measure.of(total), interval(measure, total, clusters)))
        .toList();
  }

  /// The mean over splits, each of which counts the same whatever its size.
  ///
  /// @param clusters counts by picture and split, [C][S]
  public static List<Measured> meanOfSplits(List<List<Counts>> clusters) {
    if (clusters.isEmpty()) return List.of();
    List<Counts> splits = sum(clusters);
    var bootstrap = new ClusterBootstrap(clusters);
    return applying(splits.stream().reduce(Counts.NONE, Counts::plus)).stream()
        .map(measure ->
            new Measured(
                measure.key(), mean(measure, splits), bootstrap.of(drawn -> mean(measure, drawn))))
        .toList();
  }

  private static List<Measure> applying(Counts total) {
    return Arrays.stream(Measure.values()).filter(measure -> measure.appliesTo(total)).toList();
  }

  private static Optional<Interval> interval(Measure measure, Counts total, List<Counts> clusters) {
    OptionalDouble value = measure.of(total);
    if (value.isEmpty()) return Optional.empty();
    if (!measure.isProportion()) {
      List<List<Counts>> single = clusters.stream().map(List::of).toList();
      return new ClusterBootstrap(single).of(drawn -> measure.of(drawn.getFirst()));
    }
    double size = measure.denominator(total) / DesignEffect.of(measure, clusters);
    return Optional.of(Wilson.at95(value.getAsDouble(), size));
  }

  private static List<Counts> sum(List<List<Counts>> clusters) {
    var sums = new ArrayList<>(clusters.getFirst());
    for (List<Counts> cluster : clusters.subList(1, clusters.size())) {
      for (int split = 0; split < sums.size(); split++)
        sums.set(split, sums.get(split).plus(cluster.get(split)));
    }
    return sums;
  }

  /// Empty where one split has no value: a mean over the others would be another measure.
  private static OptionalDouble mean(Measure measure, List<Counts> splits) {
    double sum = 0;
    for (Counts split : splits) {
      OptionalDouble value = measure.of(split);
      if (value.isEmpty()) return OptionalDouble.empty();
      sum += value.getAsDouble();
    }
    return OptionalDouble.of(sum / splits.size());
  }
}
