package io.viralstream.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The figures of one evaluation, by variant of the scoring rule, category and measure.
///
/// @param json the gateway's object, which the figures are read from
public record EvaluationResult(JsonNode json) {

  public String id() {
    return json.path("id").asText();
  }

  public String benchmark() {
    return json.path("benchmark").asText();
  }

  public String model() {
    return json.path("model").asText();
  }

  public int items() {
    return json.path("items").asInt();
  }

  public int answered() {
    return json.path("answered").asInt();
  }

  public int failed() {
    return json.path("failed").asInt();
  }

  /// Groups with an item that has no answer.
  public int incomplete() {
    return json.path("incomplete").asInt();
  }

  /// Whether the truth stands in the file of the answers alone.
  public boolean truthFromAnswers() {
    return json.path("truthFromAnswers").asBoolean();
  }

  /// The version of the benchmark.
  public String truth() {
    return json.path("truth").asText();
  }

  public Set<String> variants() {
    return names(json.path("scores"));
  }

  /// The rule's variants, the official one first.
  public List<String> variantsInOrder() {
    var variants = new ArrayList<String>();
    json.path("scores").fieldNames().forEachRemaining(variants::add);
    return variants;
  }

  public Set<String> categories(String variant) {
    return names(json.path("scores").path(variant));
  }

  /// Empty where the measure does not apply.
  public Optional<Figure> figure(String variant, String category, String measure) {
    JsonNode value = json.path("scores").path(variant).path(category).path(measure);
    if (!value.isNumber()) return Optional.empty();
    JsonNode interval = json.path("intervals").path(variant).path(category).path(measure);
    return Optional.of(new Figure(value.asDouble(), Interval.of(interval)));
  }

  public Set<String> measures(String variant, String category) {
    return names(json.path("scores").path(variant).path(category));
  }

  private static Set<String> names(JsonNode object) {
    var names = new TreeSet<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /// A measure's value, with its 95 % interval where it has one.
  public record Figure(double value, Optional<Interval> interval) {}

  /// A 95 % interval.
  public record Interval(double low, double high) {
    static Optional<Interval> of(JsonNode json) {
      if (!json.path(0).isNumber() || !json.path(1).isNumber()) return Optional.empty();
      return Optional.of(new Interval(json.get(0).asDouble(), json.get(1).asDouble()));
    }
  }
}
