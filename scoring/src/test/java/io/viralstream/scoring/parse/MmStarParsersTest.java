package io.viralstream.scoring.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MmStarParsersTest {
  private static final Question B =
      new Question("Which? Options: A: red, B: blue, C: green, D: none", "B", List.of());

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          B,                        b,        true
          "  b: blue",              b,        true
          "(B) blue",               b,        true
          "Option B",               b,        true
          "The answer is B.",       b,        true
          "Blue",                   b,        true
          "An apple",               a,        false
          "Answer: B",              a,        false
          "It is B",                unknown,  false
          "E",                      unknown,  false
          "(",                      unknown,  false
          "",                       unknown,  false
          """)
  void itsOwnScriptLooksAtOneCharacter(String raw, String parsed, boolean correct) {
    assertEquals(new ParsedAnswer(parsed, correct), MmStarParsers.official(B, raw));
  }

  @Test
  void itsOwnScriptTurnsLineBreaksIntoBlanks() {
    assertEquals("b", MmStarParsers.official(B, "The answer\nis\nB").parsed());
    assertEquals("b", MmStarParsers.official(B, "Option\nB").parsed());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          B,                                        b
          "B. blue",                                b
          "'B'",                                    b
          "I would say B.",                         b
          "The answer is Blue, not red",            b
          "A, no: I mean B",                        a
          "It is (C), or (B) perhaps",              b
          "red is A. and B. is blue then",          b
          "between A: red and B: blue here",        b
          "take C) or rather B) here",              b
          "a C here",                               c
          "xxBxAx",                                 a
          "the answer is b",                        unknown
          "答案是B吧",                               b
          "blue",                                   unknown
          "",                                       unknown
          "...",                                    unknown
          """)
  void lmmsEvalTakesTheSurestFormAndItsLastLetter(String raw, String parsed) {
    assertEquals(parsed, MmStarParsers.lmms(B, raw).parsed());
  }

  @Test
  void readsTextOfAnyLength() {
    assertEquals("b", MmStarParsers.lmms(B, "so A. and B. ".repeat(40_000) + "so").parsed());
    assertEquals("unknown", MmStarParsers.lmms(B, ",".repeat(500_000)).parsed());
    assertEquals("unknown", MmStarParsers.official(B, " ".repeat(500_000)).parsed());
  }
}
