package io.viralstream.cli.checkpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.models.generate.Completion;
import java.util.List;

/// What a model said after one prompt.
///
/// @param text untrimmed, without special tokens
/// @param tokens with the one that ended it
/// @param promptTokens with those of the picture
public record Output(
    String text, List<Integer> tokens, int promptTokens, Completion.Ending ending) {
  public Output {
    tokens = List.copyOf(tokens);
  }

  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("text", text);
    ArrayNode ids = json.putArray("tokens");
    tokens.forEach(ids::add);
    return json.put("promptTokens", promptTokens)
        .put("completionTokens", tokens.size())
        .put("finish", finish());
  }

  private String finish() {
    return switch (ending) {
      case END_TOKEN, STOP_TEXT -> "stop";
      case LENGTH -> "length";
    };
  }
}
