package io.viralstream.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.viralstream.cli.client.EvaluationResult.Interval;
import java.util.Optional;

/// Two arms' model versions on the same items of one category, as the gateway compared them.
public record ArmComparison(JsonNode json) {
  public String text(String field) {
    return json.path(field).asText();
  }

  public long count(String field) {
    return json.path(field).asLong();
  }

  /// Empty where the gateway has no such figure.
  public Optional<Double> figure(String field) {
    JsonNode value = json.path(field);
    return value.isNumber() ? Optional.of(value.asDouble()) : Optional.empty();
  }

  /// Of the difference, at 95 %.
  public Optional<Interval> interval() {
    return Interval.of(json.path("interval"));
  }
}
