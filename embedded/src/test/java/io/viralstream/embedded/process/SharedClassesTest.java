package io.viralstream.embedded.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedClassesTest {

  @TempDir Path folder;

  @Test
  void archivesAClassPathOfJars() throws IOException {
    Path jar = Files.createFile(folder.resolve("a.jar"));
    String archive = folder.resolve("cache").resolve("kafka.jsa").toAbsolutePath().toString();
    assertTrue(
        SharedClasses.flags(folder.resolve("cache"), "kafka", List.of(jar))
            .contains("-XX:SharedArchiveFile=" + archive));
  }

  @Test
  void writesNothingWhereItMayNotWrite() throws IOException {
    Path jar = Files.createFile(folder.resolve("a.jar"));
    Path file = Files.createFile(folder.resolve("no-folder"));
    List<String> flags = SharedClasses.flags(file.resolve("cache"), "kafka", List.of(jar));
    assertTrue(flags.stream().noneMatch(flag -> flag.contains("Archive")), flags.toString());
  }

  @Test
  void leavesAClassPathWithAFolderAlone() {
    assertEquals(List.of(), SharedClasses.flags(folder, "kafka", List.of(folder)));
  }
}
