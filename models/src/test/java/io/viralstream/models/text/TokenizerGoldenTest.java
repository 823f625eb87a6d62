package io.viralstream.models.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// Each published form of a tokenizer against the tokenizers library.
@ParameterizedClass
@ValueSource(
    strings = {
      "tokenizer-qwen2",
      "tokenizer-llama3",
      "tokenizer-llama-legacy",
      "tokenizer-llama-metaspace"
    })
class TokenizerGoldenTest {
  private final Golden golden;
  private final Tokenizer tokenizer;

  TokenizerGoldenTest(String name) {
    golden = Golden.of(name);
    tokenizer = golden.tokenizer();
  }

  @AfterEach
  void close() {
    tokenizer.close();
  }

  @Test
  void encodesOddTexts() {
    for (JsonNode each : cases("texts")) {
      String text = each.path("text").asText();
      assertArrayEquals(Golden.ids(each.path("ids")), tokenizer.encode(text), text);
    }
  }

  @Test
  void encodesTextsOfOursWithSpecialTokens() {
    for (JsonNode each : cases("framed")) {
      String text = each.path("text").asText();
      assertArrayEquals(Golden.ids(each.path("ids")), tokenizer.encodeFrame(text), text);
    }
  }

  @Test
  void knowsWhatBeginsEverySequence() {
    for (JsonNode each : cases("begun")) {
      IntStream opening = tokenizer.opening().stream().mapToInt(tokenizer::special);
      int[] ids =
          IntStream.concat(opening, IntStream.of(tokenizer.encode(each.path("text").asText())))
              .toArray();
      assertArrayEquals(Golden.ids(each.path("ids")), ids, each.toString());
    }
  }

  @Test
  void decodesTextsAndRandomIds() {
    for (JsonNode each : cases("decoded")) {
      int[] ids = Golden.ids(each.path("ids"));
      assertEquals(each.path("text").asText(), tokenizer.decode(ids), each.toString());
    }
  }

  @Test
  void givesOutTheSameTextTokenByToken() {
    for (JsonNode each : cases("texts")) {
      int[] ids = Golden.ids(each.path("ids"));
      IncrementalText incremental = tokenizer.incremental();
      var out = new StringBuilder();
      for (int id : ids) {
        String added = incremental.push(id);
        assertTrue(whole(each, added), added);
        out.append(added);
      }
      assertEquals(tokenizer.decode(ids), out.append(incremental.finish()).toString());
    }
  }

  private static boolean whole(JsonNode each, String added) {
    return each.path("text").asText().contains("\ufffd") || !added.contains("\ufffd");
  }

  @Test
  void readsTypedSpecialTokensAsLetters() {
    for (String special : tokenizer.specials()) {
      String typed = "a " + special + " b";
      int[] ids = tokenizer.encode(typed);
      assertFalse(IntStream.of(ids).anyMatch(id -> id == tokenizer.special(special)), special);
      assertEquals(typed, tokenizer.decode(ids));
    }
  }

  private List<JsonNode> cases(String key) {
    List<JsonNode> cases = List.copyOf(golden.reference().path(key).valueStream().toList());
    assertFalse(cases.isEmpty());
    return cases;
  }
}
