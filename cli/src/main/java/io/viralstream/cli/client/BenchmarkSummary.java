package io.viralstream.cli.client;

import com.fasterxml.jackson.databind.JsonNode;

/// A sealed version of a benchmark, as the gateway lists it.
///
/// @param rule the scoring rule's name
/// @param newest what the bare name means
/// @param unlisted registered by a replay; the bare name never means it
public record BenchmarkSummary(
    String name, String version, int items, String rule, boolean newest, boolean unlisted) {

  static BenchmarkSummary of(JsonNode json) {
    return new BenchmarkSummary(
        json.path("name").asText(),
        json.path("version").asText(),
        json.path("items").asInt(),
        json.path("rule").asText(),
        json.path("newest").asBoolean(),
        json.path("unlisted").asBoolean());
  }

  /// `name@version`.
  public String reference() {
    return name + "@" + version;
  }
}
