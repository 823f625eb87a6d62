package io.viralstream.scoring.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PopeParsersTest {
  private static final Question YES = new Question("Is there a dog?", "yes", List.of());

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          Yes,                          yes
          "No, there is no dog.",       no
          "There is not, I think",      no
          "There is none.",             yes
          "NO",                         yes
          "I see it. No doubt.",        yes
          "",                           yes
          "No.",                        no
          "Nothing",                    yes
          """)
  void readsAsPopesOwnScriptDoes(String raw, String parsed) {
    assertEquals(parsed, PopeParsers.official(YES, raw).parsed());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          "Yes, there is",   yes
          "There is no dog", no
          "There is not",    unknown
          "yes or no",       unknown
          "",                unknown
          """)
  void vlmevalkitLooksForOneOfTheTwoWords(String raw, String parsed) {
    assertEquals(parsed, PopeParsers.vlmevalkit(YES, raw).parsed());
  }

  @Test
  void readsTextOfAnyLength() {
    assertEquals("no", PopeParsers.official(YES, "a ".repeat(250_000) + "not").parsed());
    assertEquals("unknown", PopeParsers.strict(YES, "yes".repeat(200_000)).parsed());
    assertEquals("unknown", PopeParsers.vlmevalkit(YES, ".".repeat(500_000)).parsed());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          " YES ",        yes
          no,             no
          "No.",          unknown
          "yes, a dog",   unknown
          "",             unknown
          """)
  void strictReadsNothingButYesAndNo(String raw, String parsed) {
    assertEquals(parsed, PopeParsers.strict(YES, raw).parsed());
  }
}
