package io.viralstream.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// A bar is redrawn on a terminal and written seldom into a log.
class ProgressTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(written, true, StandardCharsets.UTF_8);
  private Instant now = Instant.EPOCH;

  @Test
  void drawsHalfABarAtHalfTheWork() {
    lines(10).at(5, "step=5");
    assertEquals("work       [############............]  50 %  5 / 10  step=5\n", text());
  }

  @Test
  void writesALineIntoALogOnlyEveryTenSeconds() {
    Progress progress = lines(10);
    progress.at(1, "");
    now = now.plusSeconds(9);
    progress.at(2, "");
    now = now.plusSeconds(1);
    progress.at(3, "");
    assertEquals(2, text().lines().count());
    assertTrue(text().contains("3 / 10"));
  }

  @Test
  void leavesTheLastStateStanding() {
    Progress progress = lines(10);
    progress.at(1, "");
    progress.at(10, "");
    progress.close();
    assertTrue(text().endsWith("100 %  10 / 10\n"));
  }

  @Test
  void redrawsTheSameLineOnATerminal() {
    var progress = new Progress("work", 2, new Progress.Redrawn(err), () -> now);
    progress.at(1, "");
    now = now.plus(Duration.ofMillis(100));
    progress.at(2, "");
    progress.close();
    assertEquals(1, text().chars().filter(c -> c == '\n').count());
    assertEquals(3, text().chars().filter(c -> c == '\r').count());
  }

  @Test
  void showsMoreThanAllAsAll() {
    lines(10).at(12, "");
    assertTrue(text().contains("100 %  10 / 10"));
  }

  @Test
  void isDoneWhereThereIsNothingToDo() {
    lines(0).at(0, "");
    assertTrue(text().contains("100 %"));
  }

  @Test
  void refusesANegativeTotal() {
    assertThrows(IllegalArgumentException.class, () -> lines(-1));
  }

  private Progress lines(long total) {
    return new Progress("work", total, new Progress.Lines(err), () -> now);
  }

  private String text() {
    return written.toString(StandardCharsets.UTF_8);
  }
}
