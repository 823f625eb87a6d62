package io.viralstream.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/// How far one evaluation is.
///
/// @param benchmark `name@version`
/// @param opened which opening of it this is; empty where the gateway does not say
public record EvaluationState(
    String id,
    String benchmark,
    String model,
    Phase phase,
    int items,
    int scored,
    int failed,
    int missing,
    int conflicts,
    String opened) {

  /// Where an evaluation stands.
  public enum Phase {
    WAITING,
    RUNNING,
    COMPLETE,
    FAILED,
    CANCELLED,
    SUPERSEDED,
    INCOMPLETE;

    /// Nothing more will happen by itself.
    public boolean over() {
      return switch (this) {
        case WAITING, RUNNING -> false;
        case COMPLETE, FAILED, CANCELLED, SUPERSEDED, INCOMPLETE -> true;
      };
    }
  }

  static EvaluationState of(JsonNode json) {
    String version = json.path("version").asText("");
    String name = json.path("benchmark").asText();
    return new EvaluationState(
        json.path("id").asText(),
        version.isEmpty() ? name : name + "@" + version,
        json.path("model").asText(),
        Phase.valueOf(json.path("state").asText("waiting").toUpperCase(Locale.ROOT)),
        json.path("items").asInt(),
        json.path("scored").asInt(),
        json.path("failed").asInt(),
        json.path("missing").asInt(),
        json.path("conflicts").asInt(),
        (json.path("at").asText("") + " " + json.path("round").asText("")).strip());
  }

  /// Every item was scored and none given up.
  public boolean flawless() {
    return phase == Phase.COMPLETE && failed == 0 && scored == items;
  }
}
