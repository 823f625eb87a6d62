package io.viralstream.scoring.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HallusionBenchParserTest {
  private static final Question YES = new Question("Is it larger?", "Yes", List.of());

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          Yes,                        yes,      true
          "YES!",                     yes,      true
          "I think so, yes.",         yes,      true
          "No.",                      no,       false
          "(no)",                     no,       false
          "yes and no",               unknown,  false
          "yes/no",                   unknown,  false
          "nothing",                  unknown,  false
          "It is not",                unknown,  false
          "yes/no / maybe",           unknown,  false
          "yes-man",                  yes,      true
          "of 1,000 yes-men",         unknown,  false
          "yes.no",                   unknown,  false
          " (yes(b)",                 unknown,  false
          "(yes(b)",                  yes,      true
          "",                         unknown,  false
          """)
  void readsTheOneOfTheTwoWords(String raw, String parsed, boolean correct) {
    assertEquals(new ParsedAnswer(parsed, correct), HallusionBenchParser.read(YES, raw));
  }

  @Test
  void onlyTheFirst32DotsAreDropped() {
    assertEquals("yes", HallusionBenchParser.read(YES, ". ".repeat(31) + "yes.").parsed());
    assertEquals("unknown", HallusionBenchParser.read(YES, ". ".repeat(32) + "yes.").parsed());
  }

  @Test
  void readsTextOfAnyLength() {
    assertEquals("yes", HallusionBenchParser.read(YES, "-".repeat(500_000) + " yes").parsed());
    assertEquals("unknown", HallusionBenchParser.read(YES, "yes no ".repeat(70_000)).parsed());
  }
}
