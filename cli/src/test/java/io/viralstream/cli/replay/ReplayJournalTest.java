package io.viralstream.cli.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A journal says how many answers are acknowledged, or that nothing is known.
class ReplayJournalTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void saysWhatWasWrittenLast() throws IOException {
    journal().write(500);
    journal().write(1_000);
    assertEquals(1_000, journal().acknowledged());
  }

  @Test
  void knowsNothingBeforeItWasWritten() throws IOException {
    assertEquals(0, journal().acknowledged());
  }

  @Test
  void knowsNothingWhereItIsTornOrWrong() throws IOException {
    journal().write(500);
    for (String text : new String[] {"", "1000", "1000 ackno", "-5 acknowledged\n", "x"}) {
      Files.writeString(folder.resolve("replays/e"), text);
      assertEquals(0, journal().acknowledged(), text);
    }
    Files.write(folder.resolve("replays/e"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertEquals(0, journal().acknowledged());
  }

  @Test
  void knowsNothingOnceItIsDeleted() throws IOException {
    journal().write(500);
    journal().delete();
    assertEquals(0, journal().acknowledged());
  }

  @Test
  void refusesAFolderThatIsAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    ReplayRefused refused =
        assertThrows(ReplayRefused.class, () -> ReplayJournal.demandFolder(file.resolve("in")));
    assertTrue(String.valueOf(refused.getMessage()).startsWith("--state: " + file));
  }

  private ReplayJournal journal() {
    ReplayJournal.demandFolder(folder.resolve("replays"));
    return ReplayJournal.in(folder.resolve("replays"), "e");
  }
}
