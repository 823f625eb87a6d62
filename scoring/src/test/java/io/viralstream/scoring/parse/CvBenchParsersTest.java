package io.viralstream.scoring.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CvBenchParsersTest {
  private static final Question COUNT = new Question("How many?", "(B)", List.of("3", "4", "5"));

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          B,                        b,        true
          "(B) 4",                  b,        true
          "The answer is (B)",      b,        true
          "Answer: B.",             b,        true
          "because",                b,        true
          "4",                      unknown,  false
          "The second",             t,        false
          "",                       unknown,  false
          """)
  void itsOwnTakesTheFirstCharacterOfWhatIsAnnounced(String raw, String parsed, boolean correct) {
    assertEquals(new ParsedAnswer(parsed, correct), CvBenchParsers.official(COUNT, raw));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          B,                        b,        true
          "( b )",                  b,        true
          "((b",                    b,        true
          "The answer is B",        t,        false
          "[B]",                    unknown,  false
          "4",                      unknown,  false
          "",                       unknown,  false
          """)
  void lmmsEvalTakesTheFirstLetterOfAnyWord(String raw, String parsed, boolean correct) {
    assertEquals(new ParsedAnswer(parsed, correct), CvBenchParsers.lmms(COUNT, raw));
  }

  @Test
  void readsTextOfAnyLength() {
    assertEquals("b", CvBenchParsers.lmms(COUNT, "( ".repeat(250_000) + "B").parsed());
    assertEquals("unknown", CvBenchParsers.official(COUNT, ")".repeat(500_000)).parsed());
  }
}
