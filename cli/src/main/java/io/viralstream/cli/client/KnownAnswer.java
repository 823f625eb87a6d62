package io.viralstream.cli.client;

import com.fasterxml.jackson.databind.JsonNode;

/// The first answer to one item of an evaluation.
///
/// @param item the item's id
/// @param text as the model gave it
public record KnownAnswer(String item, String text) {
  static KnownAnswer of(JsonNode json) {
    return new KnownAnswer(json.path("item").asText(), json.path("answer").asText());
  }
}
