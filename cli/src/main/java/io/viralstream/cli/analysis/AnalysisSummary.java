package io.viralstream.cli.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.viralstream.metrics.measures.MeanInterval;
import io.viralstream.metrics.measures.Measured.Interval;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/// Means over items, with intervals from a bootstrap over items. What is measured of heads is meant
/// over a layer's heads first.
///
/// @param models in the order of the plan
/// @param differences the first model's number less the second's, over the items where both have
///   one
/// @param skipped by reason how many items
public record AnalysisSummary(
    List<Model> models, List<Mean> differences, Map<String, Integer> skipped) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// The means of one model.
  ///
  /// @param heads of what is measured of heads, each head's own mean
  public record Model(String analysis, String name, List<Mean> means, List<HeadMean> heads) {}

  /// One measure of one head.
  ///
  /// @param items that have a number
  public record HeadMean(String measure, int layer, int head, int items, double mean) {}

  private record HeadKey(String measure, int layer, int head) {}

  private static final class Sum {
    private int count;
    private double sum;

    void add(double value) {
      count++;
      sum += value;
    }
  }

  /// What is gathered of one model.
  private record Gathered(SequencedMap<Key, Series> series, SequencedMap<HeadKey, Sum> heads) {
    Gathered() {
      this(new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    List<HeadMean> headMeans() {
      List<HeadMean> means = new ArrayList<>();
      heads.forEach((key, sum) ->
          means.add(
              new HeadMean(key.measure, key.layer, key.head, sum.count, sum.sum / sum.count)));
      return means;
    }
  }

  /// One measure of one layer.
  ///
  /// @param layer empty where it is of the answer or of the encoder
  /// @param items that have a number
  /// @param undefined by reason how many items, or heads of items, have none
  /// @param interval at 95 %; empty for fewer than two items
  public record Mean(
      String measure,
      OptionalInt layer,
      int items,
      Map<String, Integer> undefined,
      Optional<Double> mean,
      Optional<Interval> interval) {}

  private record Key(String measure, OptionalInt layer) {}

  /// What was said of one key.
  private static final class Series {
    private final DoubleStream.Builder values = DoubleStream.builder();
    private final Map<String, Integer> undefined = new TreeMap<>();

    Mean mean(Key key) {
      double[] all = values.build().toArray();
      Optional<Double> mean =
          all.length == 0 ? Optional.empty() : Optional.of(DoubleStream.of(all).sum() / all.length);
      return new Mean(key.measure, key.layer, all.length, undefined, mean, MeanInterval.of(all));
    }
  }

  /// Of all rows of a file.
  public static AnalysisSummary of(AnalysisPlan plan, Path rows) throws IOException {
    List<Gathered> gathered = new ArrayList<>();
    plan.models().forEach(each -> gathered.add(new Gathered()));
    SequencedMap<Key, Series> differences = new LinkedHashMap<>();
    Map<String, Integer> skipped = new TreeMap<>();
    try (BufferedReader lines = Files.newBufferedReader(rows)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode row = JSON.readTree(line);
        if (row.has("skipped")) skipped.merge(row.path("skipped").asText(), 1, Integer::sum);
        else add(row.path("models"), gathered, differences);
      }
    }
    List<Model> models = new ArrayList<>();
    for (int i = 0; i < gathered.size(); i++) {
      Gathered one = gathered.get(i);
      models.add(
          new Model(plan.id(i), plan.models().get(i).name(), means(one.series), one.headMeans()));
    }
    return new AnalysisSummary(models, means(differences), skipped);
  }

  private static List<Mean> means(SequencedMap<Key, Series> series) {
    List<Mean> means = new ArrayList<>();
    series.forEach((key, each) -> means.add(each.mean(key)));
    return means;
  }

  /// One item's figures.
  private static void add(
      JsonNode models, List<Gathered> gathered, SequencedMap<Key, Series> differences) {
    List<SequencedMap<Key, Double>> values = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      values.add(values(models.get(i).path("figures"), gathered.get(i)));
      for (Map.Entry<Key, Double> each : values.getLast().entrySet()) {
        series(gathered.get(i).series, each.getKey()).values.add(each.getValue());
      }
    }
    if (values.size() < 2) return;
    values
        .getFirst()
        .forEach((key, first) -> {
          Double second = values.getLast().get(key);
          if (second != null) series(differences, key).values.add(first - second);
        });
  }

  private static Series series(SequencedMap<Key, Series> all, Key key) {
    return all.computeIfAbsent(key, each -> new Series());
  }

  /// A number for each key; heads are meant, and what is undefined is counted.
  private static SequencedMap<Key, Double> values(JsonNode figures, Gathered gathered) {
    SequencedMap<Key, List<Double>> heads = new LinkedHashMap<>();
    for (JsonNode figure : figures) {
      OptionalInt layer =
          figure.has("layer") ? OptionalInt.of(figure.path("layer").asInt()) : OptionalInt.empty();
      Key key = new Key(figure.path("measure").asText(), layer);
      Series known = series(gathered.series, key);
      if (figure.path("value").isNull()) {
        known.undefined.merge(figure.path("reason").asText(), 1, Integer::sum);
        continue;
      }
      double value = figure.path("value").asDouble();
      heads.computeIfAbsent(key, each -> new ArrayList<>()).add(value);
      if (figure.has("head")) {
        HeadKey head = new HeadKey(key.measure, key.layer.orElse(0), figure.path("head").asInt());
        gathered.heads.computeIfAbsent(head, each -> new Sum()).add(value);
      }
    }
    SequencedMap<Key, Double> values = new LinkedHashMap<>();
    heads.forEach((key, all) ->
        values.put(key, all.stream().mapToDouble(Double::doubleValue).sum() / all.size()));
    return values;
  }
}
