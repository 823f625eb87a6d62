package io.viralstream.cli.client;

import com.fasterxml.jackson.databind.JsonNode;

/// One arm as the gateway sees it.
///
/// @param newest its newest model version; empty before the first
/// @param step of that version
public record ArmState(String name, boolean live, int versions, String newest, long step) {
  static ArmState of(JsonNode json) {
    return new ArmState(
        json.path("arm").asText(),
        json.path("live").asBoolean(),
        json.path("versions").asInt(),
        json.path("newest").asText(""),
        json.path("step").asLong());
  }

  /// A worker runs and has published at least the version that the arm starts from.
  public boolean ready() {
    return live && published();
  }

  /// There is a version to ask.
  public boolean published() {
    return versions > 0;
  }
}
