package io.viralstream.embedded;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataLockTest {

  @TempDir Path folder;

  @Test
  void refusesASecondOwnerByFolderAndProcess() {
    try (DataLock held = DataLock.take(folder)) {
      IllegalStateException refused =
          assertThrows(IllegalStateException.class, () -> DataLock.take(folder).close());
      String expected = folder + " is in use by process " + ProcessHandle.current().pid();
      assertTrue(refused.toString().contains(expected), refused.toString() + held);
    }
  }

  @Test
  void isFreeAgainAfterItsOwnerLetGo() {
    DataLock.take(folder).close();
    DataLock.take(folder).close();
  }
}
