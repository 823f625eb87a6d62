package io.viralstream.embedded.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeDiskSpaceTest {

  @TempDir Path folder;

  @Test
  void hasNoShortageWhereMoreIsLeftThanIsKept() {
    var room = new FreeDiskSpace(folder, 4);
    assertTrue(room.shortage().isEmpty());
    assertTrue(room.exhaustion().isEmpty());
  }

  @Test
  void isShortBeforeItIsExhausted() throws Exception {
    long left = Files.getFileStore(folder).getUsableSpace();
    var room = new FreeDiskSpace(folder, 2 * left);
    assertTrue(room.shortage().orElseThrow().endsWith("are kept free; make room there"));
    assertTrue(room.exhaustion().isEmpty());
    assertTrue(new FreeDiskSpace(folder, 5 * left).exhaustion().isPresent());
  }

  @Test
  void countsAFolderThatIsGoneAsShort() {
    assertEquals(
        "the disk of the data folder does not tell its room",
        new FreeDiskSpace(folder.resolve("gone"), 4).shortage().orElseThrow());
  }
}
