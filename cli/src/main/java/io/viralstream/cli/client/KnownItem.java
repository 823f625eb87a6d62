package io.viralstream.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
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
    List<String> choices,
    Optional<String> imageName) {
  public KnownItem {
    choices = List.copyOf(choices);
  }

  static KnownItem of(JsonNode json) {
    return new KnownItem(
        json.path("id").asText(),
        json.path("questionId").asText(),
        json.path("category").asText(),
        json.path("question").asText(),
        json.path("truth").asText(),
        choices(json.path("choices")),
        Optional.of(json.path("imageName")).filter(JsonNode::isTextual).map(JsonNode::asText));
  }

  private static List<String> choices(JsonNode json) {
    var choices = new ArrayList<String>();
    json.forEach(choice -> choices.add(choice.asText()));
    return choices;
  }
}
