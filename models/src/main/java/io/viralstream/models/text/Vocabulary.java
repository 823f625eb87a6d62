package io.viralstream.models.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;

/// The tokens of a `tokenizer.json`: those of its model, and those added beside it.
///
/// @param model the ids of the model's tokens
/// @param added by content
/// @param unknown the id of the token for letters that the vocabulary lacks, or none
/// @param size one more than the largest id
record Vocabulary(JsonNode model, Map<String, AddedToken> added, Set<Integer> unknown, int size) {
  private static final int LARGEST = 1 << 20;
  private static final int LONGEST_ADDED = 256;
  private static final int MOST_ADDED = 1 << 14;
  private static final int MOST_MERGES = 1 << 21;

  static Vocabulary of(ObjectNode root) {
    JsonNode model = root.path("model");
    String type = model.path("type").asText("BPE");
    require(type.equals("BPE"), "model.type", type, "BPE");
    require(model.path("vocab").isObject(), "model.vocab", model.path("vocab"), "an object");
    require(model.path("merges").isArray(), "model.merges", model.path("merges"), "a list");
    require(within(model.path("merges").size(), MOST_MERGES), "model.merges", "", "fewer");
    // The library cuts these off its tokens without looking how long they are.
    requireEmpty(model, "continuing_subword_prefix");
    requireEmpty(model, "end_of_word_suffix");
    double dropout = model.path("dropout").asDouble(0);
    require(dropout == 0, "model.dropout", dropout, "none: answers would be random");
    int largest = largest(model.path("vocab"));
    JsonNode unknown = model.path("unk_token");
    require(
        !unknown.isTextual() || model.path("vocab").has(unknown.asText()),
        "model.unk_token",
        unknown,
        "a token of the vocabulary");
    Map<String, AddedToken> added = added(root.path("added_tokens"), model.path("vocab"));
    for (AddedToken token : added.values()) largest = Math.max(largest, token.id());
    Set<Integer> unknowns =
        unknown.isTextual() ? Set.of(model.path("vocab").path(unknown.asText()).asInt()) : Set.of();
    return new Vocabulary(model.path("vocab"), added, unknowns, largest + 1);
  }

  /// Whether the model itself knows a token.
  boolean isModels(String token) {
    return model.has(token);
  }

  private static int largest(JsonNode vocab) {
    require(within(vocab.size(), LARGEST), "model.vocab", vocab.size(), "fewer tokens");
    BitSet taken = new BitSet();
    for (Entry<String, JsonNode> token : vocab.properties()) {
      take(taken, "model.vocab: " + token.getKey(), token.getValue());
    }
    return taken.length() - 1;
  }

  private static Map<String, AddedToken> added(JsonNode tokens, JsonNode vocab) {
    require(within(tokens.size(), MOST_ADDED), "added_tokens", tokens.size(), "fewer tokens");
    Map<String, AddedToken> added = new LinkedHashMap<>();
    BitSet taken = new BitSet();
    for (JsonNode token : tokens) {
      String content = token.path("content").asText();
      String name = "added_tokens: " + content;
      require(!content.isEmpty() && content.length() <= LONGEST_ADDED, name, token, "a content");
      int id = take(taken, name, token.path("id"));
      JsonNode known = vocab.path(content);
      require(known.isMissingNode() || known.asInt() == id, name, id, "the vocabulary's " + known);
      require(!token.path("single_word").asBoolean(), name, "single_word", "false");
      AddedToken read =
          new AddedToken(
              content,
              id,
              token.path("special").asBoolean(),
              token.path("lstrip").asBoolean(),
              token.path("rstrip").asBoolean());
      require(added.put(content, read) == null, name, "twice", "once");
    }
    return added;
  }

  private static int take(BitSet taken, String name, JsonNode id) {
    require(id.isInt() && id.asInt() >= 0 && id.asInt() < LARGEST, name, id, "an id below 2^20");
    require(!taken.get(id.asInt()), name, id, "an id of its own");
    taken.set(id.asInt());
    return id.asInt();
  }

  private static void requireEmpty(JsonNode model, String key) {
    require(model.path(key).asText("").isEmpty() || model.path(key).isNull(), key, "set", "none");
  }

  private static boolean within(int size, int limit) {
    return size <= limit;
  }

  private static void require(boolean holds, String key, Object value, String expected) {
    if (!holds) {
      throw new TextRejected(
          "tokenizer.json: " + key + "=" + shown(value) + ", expected " + expected);
    }
  }

  private static String shown(Object value) {
    String text = String.valueOf(value);
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
