package io.viralstream.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// One item of a sealed version, as far as it tells which question it is.
///
/// @param id `benchmark@version/hash`
/// @param imageName the benchmark's name of its picture, where a client has said it
public record KnownItem(
    String id,
    String sourceId,
    String category,
    String question,
    String truth,
    Optional<String> imageName) {

  static KnownItem of(JsonNode json) {
    return new KnownItem(
        json.path("id").asText(),
        json.path("questionId").asText(),
        json.path("category").asText(),
        json.path("question").asText(),
        json.path("truth").asText(),
        Optional.of(json.path("imageName")).filter(JsonNode::isTextual).map(JsonNode::asText));
  }
}
