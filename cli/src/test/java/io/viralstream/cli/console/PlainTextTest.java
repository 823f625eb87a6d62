package io.viralstream.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PlainTextTest {

  @Test
  void keepsWhatPeopleWrite() {
    assertEquals("Größe: 3 × 4 😀 是", PlainText.line("Größe: 3 × 4 😀 是", 100));
  }

  @Test
  void breaksNoLineAndMovesNoCursor() {
    assertEquals("a b·[2J·c·d", PlainText.line("a\nb\u001b[2J\u009bc\u202ed", 100));
  }

  @Test
  void cutsToAWidthWithoutTakingAPairApart() {
    assertEquals("ab…", PlainText.line("abcd", 3));
    assertEquals("😀…", PlainText.line("😀😀😀", 2));
    assertEquals("abc", PlainText.line("abc", 3));
  }

  @Test
  void keepsTheLinesOfIndentedJson() {
    assertEquals("{\n  1·\n}", PlainText.lines("{\n  1\r\n}"));
  }

  @Test
  void escapesInJsonWhatJsonAllows() {
    assertEquals("{\"é\":\"\\u009b\\u007f\"}", PlainText.json("{\"é\":\"\u009b\u007f\"}"));
  }
}
