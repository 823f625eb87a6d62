package io.viralstream.scoring.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MmeParsersTest {
  private static final Question YES = new Question("Is it red?", "Yes", List.of());

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          Yes,               yes
          "YES, it is.",     yes
          "No.",             no
          "Nope",            no
          "Eyes",            yes
          " yes",            yes
          "  yes",           unknown
          "I know",          unknown
          "It is no",        unknown
          "yno",             no
          "",                unknown
          y,                 unknown
          """)
  void itsOwnToolLooksAtTheFirstFourCharacters(String raw, String parsed) {
    assertEquals(parsed, MmeParsers.official(YES, raw).parsed());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          "  yes",           yes
          "y.",              yes
          N,                 no
          "..no",            no
          x,                 unknown
          "",                unknown
          "It is no",        unknown
          """)
  void lmmsEvalStripsDropsDotsAndKnowsOneLetter(String raw, String parsed) {
    assertEquals(parsed, MmeParsers.lmms(YES, raw).parsed());
  }

  @Test
  void whatIsNeitherIsWrong() {
    var no = new Question("Is it red?", "no", List.of());

    assertEquals(new ParsedAnswer("unknown", false), MmeParsers.official(YES, "maybe"));
    assertEquals(new ParsedAnswer("unknown", false), MmeParsers.official(no, "maybe"));
    assertEquals(new ParsedAnswer("no", true), MmeParsers.official(no, "No."));
  }

  @Test
  void readsTextOfAnyLengthAndScript() {
    assertEquals("unknown", MmeParsers.official(YES, "\uD83D\uDE00".repeat(200_000)).parsed());
    assertEquals("yes", MmeParsers.official(YES, "\uD83D\uDE00yes" + "!".repeat(200_000)).parsed());
    assertEquals("unknown", MmeParsers.lmms(YES, ".".repeat(500_000)).parsed());
  }
}
