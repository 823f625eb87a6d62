package io.viralstream.models.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A `tokenizer.json` that was checked part by part before the tokenizer library may see it.
///
/// That library is native code: a file that makes it panic ends the process, and a regular
/// expression or a replacement may take it for ever. So only what published LLaMA and Qwen2
/// tokenizers use is let through.
record TokenizerFile(ObjectNode json, Vocabulary vocabulary) {
  private static final int DEEPEST = 32;
  private static final int LONGEST = 1 << 12;
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(LONGEST)
                          .maxNameLength(LONGEST)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static TokenizerFile parse(String text) throws JsonProcessingException {
    if (!(MAPPER.readTree(text) instanceof ObjectNode root)) {
      throw new TextRejected("tokenizer.json: expected an object");
    }
    Vocabulary vocabulary = Vocabulary.of(root);
    AllowedStages.check(root);
    return new TokenizerFile(root, vocabulary);
  }

  /// The tokenizer as published, but for what would cut or pad in silence.
  String whole() {
    return copy().toString();
  }

  /// The same tokenizer, which reads special tokens in a text as the letters they are made of.
  ///
  /// Special tokens beside the vocabulary keep their places under names that no text has, so that
  /// the others keep their ids.
  String blind() {
    return withoutSpecials().toString();
  }

  /// As [#blind], for text that stands behind other text: where only the first word of a sequence
  /// gets a blank, this one's does not. Nothing where that makes no difference.
  Optional<String> blindInside() {
    ObjectNode copy = withoutSpecials();
    JsonNode stage = json.path("pre_tokenizer").deepCopy();
    boolean differs = false;
    for (JsonNode metaspace : stage.findParents("prepend_scheme")) {
      if (!metaspace.path("prepend_scheme").asText().equals("first")) continue;
      ((ObjectNode) metaspace).put("prepend_scheme", "never");
      differs = true;
    }
    return differs ? Optional.of(copy.set("pre_tokenizer", stage).toString()) : Optional.empty();
  }

  private ObjectNode withoutSpecials() {
    ObjectNode copy = copy();
    ArrayNode tokens = copy.putArray("added_tokens");
    for (JsonNode token : json.path("added_tokens")) {
      if (!token.path("special").asBoolean()) {
        tokens.add(token);
      } else if (!vocabulary.isModels(token.path("content").asText())) {
        tokens.add(((ObjectNode) token).deepCopy().put("content", hidden(token)));
      }
    }
    return copy.putNull("post_processor");
  }

  /// The special tokens that the file puts before every sequence: `<s>`, or none.
  List<String> opening() {
    List<String> opening = new ArrayList<>();
    addOpening(json.path("post_processor"), opening);
    return opening;
  }

  private static void addOpening(JsonNode stage, List<String> opening) {
    stage.path("processors").forEach(part -> addOpening(part, opening));
    boolean behind = false;
    for (JsonNode piece : stage.path("single")) {
      String token = piece.path("SpecialToken").path("id").asText();
      if (token.isEmpty()) behind = true;
      else if (!behind) opening.add(token);
      else
        throw new TextRejected("tokenizer.json: post_processor: " + token + " ends every prompt");
    }
  }

  private ObjectNode copy() {
    ObjectNode copy = MAPPER.createObjectNode();
    copy.setAll(json);
    copy.putNull("truncation");
    copy.putNull("padding");
    return copy;
  }

  private static String hidden(JsonNode token) {
    return "\ufdd0" + token.path("id").asInt() + "\ufdd1";
  }
}
