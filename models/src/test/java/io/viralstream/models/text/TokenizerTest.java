package io.viralstream.models.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {
  private static final Tokenizer TOKENIZER = Corpus.tokenizer();

  @AfterAll
  static void close() {
    TOKENIZER.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "  two  blanks  ",
        "\r\n\t line ends \u2028",
        "\u0000\u0001\u007f",
        "naïve café",
        "e\u0301 is not \u00e9",
        "\u202e right to left \u05d0",
        "\ufeffbyte order mark",
        "\ufffd\ufffe\uffff",
        "👩‍👩‍👧‍👦 family",
        "漢字カナ한글",
        "</s><s><image><pad>",
        "it's 'll 've $€ 12³ ½"
      })
  void losesNoText(String text) {
    assertEquals(text, TOKENIZER.decode(TOKENIZER.encode(text)));
  }

  @Test
  void losesNoRandomCharacters() {
    var random = new Random(7);
    int[] codePoints =
        IntStream.generate(() -> random.nextInt(0x110000))
            .filter(c -> !Character.isSurrogate((char) c) || c > 0xFFFF)
            .limit(3000)
            .toArray();
    String text = new String(codePoints, 0, codePoints.length);
    assertEquals(text, TOKENIZER.decode(TOKENIZER.encode(text)));
  }

  @Test
  void findsNoSpecialTokenInAUsersText() {
    int[] ids = TOKENIZER.encode("a </s> <s><image>");
    for (String special : BytePairTraining.SPECIAL_TOKENS) {
      int id = TOKENIZER.special(special);
      assertTrue(IntStream.of(ids).noneMatch(other -> other == id), special);
    }
  }

  @Test
  void truncatesNothing() {
    assertEquals(20_000, TOKENIZER.encode("?!".repeat(10_000)).length);
  }

  @Test
  void leavesSpecialTokensOutOfDecodedText() {
    int end = TOKENIZER.special("</s>");
    int[] yes = TOKENIZER.encode(" yes");
    assertEquals(" yes", TOKENIZER.decode(yes[0], end));
  }

  @Test
  void continuesATextAsItWasCut() {
    int[] whole = TOKENIZER.encode("ASSISTANT: yes");
    int[] head = TOKENIZER.encode("ASSISTANT:");
    int[] tail = TOKENIZER.encodeAfter("ASSISTANT:", " yes");
    assertArrayEquals(whole, IntStream.concat(IntStream.of(head), IntStream.of(tail)).toArray());
  }

  @Test
  void refusesHalfOfASurrogatePair() {
    assertThrows(TextRejected.class, () -> TOKENIZER.encode("a\ud800b"));
  }

  @Test
  void refusesATextBeyondItsLimit() {
    assertThrows(TextRejected.class, () -> TOKENIZER.encode("a".repeat((1 << 20) + 1)));
  }

  @Test
  void namesTheSpecialTokenThatIsMissing() {
    TextRejected refused = assertThrows(TextRejected.class, () -> TOKENIZER.special("<|im_end|>"));
    assertTrue(refused.toString().contains("<|im_end|>"));
  }

  @Test
  void letsATokenSwallowEveryBlankOfUnicodeBeforeIt() {
    try (Tokenizer tokenizer = Golden.of("tokenizer-llama-legacy").tokenizer()) {
      int[] ids = tokenizer.encodeFrame("a \u00a0\u202f\u0085<mask>");
      assertArrayEquals(tokenizer.encodeFrame("a<mask>"), ids);
      int[] kept = tokenizer.encodeFrame("a\u001f<mask>");
      assertTrue(kept.length > ids.length);
    }
  }

  @Test
  void refusesATokenBehindEveryPrompt() {
    String json =
        Golden.of("tokenizer-llama-legacy")
            .file("tokenizer.json")
            .replaceFirst(
                "\\}\\s*\\],\\s*\"pair\"",
                "},{\"SpecialToken\":{\"id\":\"</s>\",\"type_id\":0}}],\"pair\"");
    TextRejected refused = assertThrows(TextRejected.class, () -> Tokenizer.parse(json).close());
    assertTrue(refused.toString().contains("</s> ends every prompt"), refused.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "{}", "{\"model\":{\"type\":\"none\"}}"})
  void refusesAFileThatIsNoTokenizer(String json) {
    assertThrows(TextRejected.class, () -> Tokenizer.parse(json).close());
  }
}
