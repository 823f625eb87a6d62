package io.viralstream.scoring.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MmvpParsersTest {
  private static final Question DOOR =
      new Question("Is the door open?", "(b)", List.of("Open", "Closed"));

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          B,                                b,        true
          "(b).",                           b,        true
          "(B)",                            b,        true
          "The answer is (B).",             b,        true
          "The answer is: b",               b,        true
          "Answer: closed",                 b,        true
          "The answer is a. Answer: b",     b,        true
          "closed,",                        b,        true
          "(a)",                            a,        false
          "Open",                           a,        false
          "(b) closed",                     unknown,  false
          "It is closed",                   unknown,  false
          "c",                              unknown,  false
          "",                               unknown,  false
          "the answer is",                  unknown,  false
          """)
  void readsALetterOrTheTextOfAnOption(String raw, String parsed, boolean correct) {
    assertEquals(new ParsedAnswer(parsed, correct), MmvpParsers.read(DOOR, raw));
  }

  @Test
  void readsTextOfAnyLength() {
    assertEquals("b", MmvpParsers.read(DOOR, "answer is ".repeat(50_000) + "(b)").parsed());
    assertEquals("unknown", MmvpParsers.read(DOOR, "(".repeat(500_000)).parsed());
  }

  @Test
  void theFixedTruthAssignsAndDoesNotSwap() {
    assertEquals("(b)", MmvpTruth.FIXED.of(99, "(a)"));
    assertEquals("(b)", MmvpTruth.FIXED.of(99, "(b)"));
    assertEquals("(a)", MmvpTruth.FIXED.of(100, "(b)"));
    assertEquals("(b)", MmvpTruth.FIXED.of(279, "(a)"));
    assertEquals("(a)", MmvpTruth.FIXED.of(280, "(b)"));
    assertEquals("(a)", MmvpTruth.FIXED.of(101, "(a)"));
    assertEquals("(a)", MmvpTruth.ORIGINAL.of(99, "(a)"));
  }

  @Test
  void pairsAnOddQuestionWithTheNext() {
    assertEquals(List.of(1, 1, 2, 2, 150), List.of(pair(1), pair(2), pair(3), pair(4), pair(300)));
    assertThrows(IllegalArgumentException.class, () -> MmvpTruth.pair(0));
  }

  @Test
  void theTwoQuestionsOfAPairAreEqual() {
    assertEquals(Optional.empty(), MmvpTruth.unpaired(1, "Is it open?", "Is it open?"));
    assertEquals(
        "Question of Index=2 is not that of Index=1, expected equal",
        MmvpTruth.unpaired(1, "Is it open?", "Is it red?").orElseThrow());
    assertTrue(MmvpTruth.unpaired(2, "Is it open?", "Is it open?").isPresent());
  }

  private static int pair(int index) {
    return MmvpTruth.pair(index);
  }
}
