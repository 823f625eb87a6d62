package io.viralstream.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.cli.console.Table.Column;
import org.junit.jupiter.api.Test;

/// Columns are as wide as their widest cell; figures stand to the right.
class TableTest {

  @Test
  void alignsTextsToTheLeftAndFiguresToTheRight() {
    Table table =
        Table.of(Column.text("category"), Column.figure("n"))
            .row("existence", "3118")
            .row("count", "828");
    assertEquals(
        """
        category      n
        ---------------
        existence  3118
        count       828\
        """,
        table.text());
  }

  @Test
  void leavesNoBlanksAtTheEndOfALine() {
    Table table = Table.of(Column.text("a"), Column.text("b")).row("x", "long").row("y", "");
    assertEquals("a  b\n-------\nx  long\ny", table.text());
  }

  @Test
  void refusesARowOfAnotherLength() {
    var table = Table.of(Column.text("a"));
    assertThrows(IllegalArgumentException.class, () -> table.row("x", "y"));
  }
}
