package io.viralstream.workers.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/// The parts of a `tokenizer.json` that we read ourselves: its special tokens and its size.
record TokenizerFile(ObjectNode json, Map<String, Integer> specials, int vocabularySize) {

  static TokenizerFile parse(String text) throws JsonProcessingException {
    if (!(new ObjectMapper().readTree(text) instanceof ObjectNode root)) {
      throw new TextRejected("tokenizer.json: expected an object");
    }
    Map<String, Integer> specials = new LinkedHashMap<>();
    int largest = -1;
    for (JsonNode token : root.path("added_tokens")) {
      int id = token.path("id").asInt(-1);
      if (id < 0) throw new TextRejected("tokenizer.json: added_tokens: id missing in " + token);
      largest = Math.max(largest, id);
      if (token.path("special").asBoolean()) specials.put(token.path("content").asText(), id);
    }
    for (JsonNode id : root.path("model").path("vocab")) {
      largest = Math.max(largest, id.asInt(-1));
    }
    return new TokenizerFile(root, specials, largest + 1);
  }

  /// The same tokenizer, which reads special tokens in a text as the letters they are made of.
  ObjectNode withoutAddedTokens() {
    ObjectNode copy = json.deepCopy();
    copy.putArray("added_tokens");
    copy.putNull("post_processor");
    return copy;
  }
}
