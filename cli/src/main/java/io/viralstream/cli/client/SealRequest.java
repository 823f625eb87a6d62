package io.viralstream.cli.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.scoring.BenchmarkRule;

/// What a benchmark's registration says: its version, how many items, and how they are scored.
public record SealRequest(
    String benchmark, String version, int items, boolean watched, BenchmarkRule rule) {
  ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("version", version)
        .put("items", items)
        .put("watched", watched)
        .put("rule", rule.text());
  }
}
