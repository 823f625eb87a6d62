package io.viralstream.cli.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.scoring.BenchmarkRule;
import java.util.Optional;

/// What a benchmark's registration says: its version, how many items, how they are scored, and what
/// becomes of it.
///
/// @param synonyms CHAIR's words for objects; empty under any other rule
public record SealRequest(
    String benchmark,
    String version,
    int items,
    Use use,
    BenchmarkRule rule,
    Optional<String> synonyms) {

  /// What a sealed version is for.
  public enum Use {
    /// Evaluations that a client asks for; the bare name means its newest version.
    ASKED,
    /// Every checkpoint of every arm, beside those.
    WATCHED,
    /// A replay's own; a bare name never means it.
    UNLISTED
  }

  ObjectNode json() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("version", version)
            .put("items", items)
            .put("watched", use == Use.WATCHED)
            .put("rule", rule.text());
    if (use == Use.UNLISTED) json.put("unlisted", true);
    synonyms.ifPresent(text -> json.put("synonyms", text));
    return json;
  }
}
