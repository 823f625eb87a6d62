package io.viralstream.scoring.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenericParserTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          yes,    "Yes.",                     yes,      true
          Yes,    "yes, there is",            yes,      true
          no,     "No one is there",          no,       true
          no,     "Yes",                      yes,      false
          yes,    "There is",                 unknown,  false
          yes,    "Yesterday",                unknown,  false
          3,      "3",                        3,        true
          3,      "There are 3 circles.",     3,        true
          3,      "3.0",                      3,        true
          10,     "10",                       10,       true
          3,      "13",                       13,       false
          3,      "three",                    unknown,  false
          3,      "3 or 4",                   unknown,  false
          3,      "between 3 and 3",          3,        true
          -2,     "-2",                       -2,       true
          0.5,    "0.50",                     0.5,      true
          3,      "R3",                       unknown,  false
          3,      "",                         unknown,  false
          red,    " Red. ",                   red,      true
          red,    "dark red",                 "dark red", false
          red,    "",                         unknown,  false
          "left of", "Left of!",              "left of", true
          """)
  void theTruthSaysHowAnAnswerIsRead(String truth, String raw, String parsed, boolean correct) {
    assertEquals(new ParsedAnswer(parsed, correct), generic(raw, truth));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          B,              b,                  b,        true
          (B),            "(b)",              b,        true
          B,              "B. a blue dot",    b,        true
          B,              "b) whatever",      b,        true
          B,              "A blue dot.",      b,        true
          a blue dot,     "B",                b,        true
          B,              "a",                a,        false
          B,              "a red dot",        a,        false
          B,              "d",                unknown,  false
          B,              "because",          unknown,  false
          B,              "",                 unknown,  false
          yes,            "A",                unknown,  false
          B,              "**B**",            b,        true
          B,              "**B.** a blue dot", b,       true
          B,              "[B]",              b,        true
          B,              "[b] a blue dot",   b,        true
          B,              "Answer: B",        b,        true
          B,              "The answer is (B).", b,      true
          B,              "Option B",         b,        true
          B,              "\\boxed{B}",       b,        true
          B,              "$\\boxed{\\text{B}}$", b,  true
          B,              "'a blue dot'",     b,        true
          B,              "(a) or (b)",       a,        false
          B,              "[d]",              unknown,  false
          B,              "Answer: none",     unknown,  false
          """)
  void aLetterNamesAnOption(String truth, String raw, String parsed, boolean correct) {
    assertEquals(new ParsedAnswer(parsed, correct), generic(raw, truth, "a red dot", "a blue dot"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          A,      c,        true
          (A),    c,        true
          "A. C", c,        true
          [A],    c,        true
          **A**,  c,        true
          D,      b,        false
          (C),    a,        false
          E,      unknown,  false
          """)
  void aChoiceThatIsALetterIsNamedByItInEveryForm(String raw, String parsed, boolean correct) {
    assertEquals(new ParsedAnswer(parsed, correct), generic(raw, "A", "C", "D", "A", "B"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          yes,    **Yes**,                    yes,      true
          yes,    "**Yes**, there is one.",   yes,      true
          yes,    "Answer: yes",              yes,      true
          no,     "The final answer is: No",  no,       true
          no,     [no],                       no,       true
          yes,    "The answer: a yes or no",  unknown,  false
          3,      **3**,                      3,        true
          3,      "\\boxed{3}",               3,        true
          red,    *red*,                      red,      true
          red,    "Answer: Red.",             red,      true
          red,    "(red)",                    red,      true
          (red),  red,                        red,      true
          red,    "(red) or (blue)",          "(red) or (blue)", false
          red,    "()",                       unknown,  false
          """)
  void oneAnswerInSeveralFormsIsOne(String truth, String raw, String parsed, boolean correct) {
    assertEquals(new ParsedAnswer(parsed, correct), generic(raw, truth));
  }

  @Test
  void readsTextOfAnyLength() {
    assertEquals("unknown", generic("**(".repeat(100_000), "B", "red", "blue").parsed());
    assertEquals("unknown", generic("1 2 ".repeat(100_000), "3").parsed());
  }

  @Test
  void readsAHugeNumberAsNone() {
    assertEquals("unknown", generic("9".repeat(100_000), "3").parsed());
  }

  private static ParsedAnswer generic(String raw, String truth, String... choices) {
    return GenericParser.read(new Question("which?", truth, List.of(choices)), raw);
  }
}
