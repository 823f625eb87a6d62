package io.viralstream.cli.client;

import com.fasterxml.jackson.databind.JsonNode;

/// Two arms' model versions on the same items, as the gateway counted who was right.
public record ArmComparison(JsonNode json) {
  public String text(String field) {
    return json.path(field).asText();
  }

  public long count(String field) {
    return json.path(field).asLong();
  }

  /// Of McNemar's exact test that neither is better.
  public double pValue() {
    return json.path("pValue").asDouble();
  }

  /// @param own the count of items that only this version got right
  public double accuracy(String own) {
    return (double) (count("both") + count(own)) / Math.max(1, count("items"));
  }
}
