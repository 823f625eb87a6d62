package io.viralstream.scoring.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhatsUpParsersTest {
  private static final String ASKED =
      "Where is the mug in relation to the table? Answer with left, right, on or under.";

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          left,    "Left.",                       left,     true
          left,    "To the left of the table",    left,     true
          left,    "left, left",                  left,     true
          left,    "left or right",               unknown,  false
          left,    "on the left",                 unknown,  false
          left,    "leftover",                    unknown,  false
          left,    "right",                       right,    false
          on,      "On top of it",                on,       true
          on,      "in front",                    unknown,  false
          left,    "",                            unknown,  false
          """)
  void theTrueDirectionStandsAsTheOnlyOne(String gold, String raw, String parsed, boolean correct) {
    assertEquals(new ParsedAnswer(parsed, correct), word(ASKED, gold, raw));
  }

  @Test
  void everyDirectionCountsWhereNoneIsOffered() {
    assertEquals("unknown", word("Where is it?", "on", "on top").parsed());
    assertEquals("left", word("Where is the mug on the table?", "left", "left").parsed());
  }

  @Test
  void inFrontOfIsFront() {
    String asked = "Where is it? Answer with left, right, front or behind.";
    assertEquals(new ParsedAnswer("front", true), word(asked, "in-front of", "in front of it"));
  }

  @Test
  void anOptionMayBeNamedByItsLetterOrItsWords() {
    List<String> captions = List.of("A mug on a table", "A mug under a table");
    var question = new Question("Which one?", "B", captions);

    ParsedAnswer under = new ParsedAnswer("under", true);
    assertEquals(under, WhatsUpParsers.word(question, "(B)"));
    assertEquals(under, WhatsUpParsers.word(question, "A mug under a table."));
    assertEquals(under, WhatsUpParsers.word(question, "It is under it"));
    assertEquals("on", WhatsUpParsers.word(question, "A").parsed());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          left,    "leftover",          true
          Left,    "LEFT",              true
          on,      "the front",         false
          on,      "on the mountain",   true
          on,      "a wagon",           true
          front,   "in front",          true
          left,    "right",             false
          left,    "",                  false
          left,    "le",                false
          """)
  void adaptvisTakesASubstringButNoOnInFront(String gold, String raw, boolean correct) {
    assertEquals(correct, WhatsUpParsers.adaptvis(question(gold), raw).correct());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          left,    "leftover",          true
          left,    "",                  true
          left,    "le",                true
          on,      "the front",         true
          left,    "right",             false
          """)
  void viralTakesASubstringEitherWay(String gold, String raw, boolean correct) {
    assertEquals(correct, WhatsUpParsers.viral(question(gold), raw).correct());
  }

  @Test
  void readsTextOfAnyLength() {
    assertEquals("unknown", word(ASKED, "left", "left right ".repeat(50_000)).parsed());
    assertEquals("left", word(ASKED, "left", "?".repeat(500_000) + "left").parsed());
    assertEquals(false, WhatsUpParsers.adaptvis(question("on"), "fo".repeat(250_000)).correct());
  }

  private static ParsedAnswer word(String asked, String gold, String raw) {
    return WhatsUpParsers.word(new Question(asked, gold, List.of()), raw);
  }

  private static Question question(String gold) {
    return new Question(ASKED, gold, List.of());
  }
}
