package io.viralstream.embedded.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {

  @TempDir Path folder;

  @Test
  void throwsAwayWhatAKilledChildLeft() throws IOException {
    Path old = Files.createDirectories(folder.resolve("tmp").resolve("native"));
    Files.writeString(old.resolve("library.so"), "old");
    Path emptied = TemporaryFolder.emptied(folder);
    try (Stream<Path> left = Files.list(emptied)) {
      assertEquals(0, left.count());
    }
  }
}
