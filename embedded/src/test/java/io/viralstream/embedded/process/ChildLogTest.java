package io.viralstream.embedded.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildLogTest {

  @TempDir Path folder;

  @Test
  void showsTheLastFifteenLines() throws IOException {
    Path file = folder.resolve("a.log");
    Files.writeString(
        file,
        IntStream.rangeClosed(1, 40).mapToObj(i -> "line " + i).collect(Collectors.joining("\n")));
    String last = new ChildLog(file).lastLines();
    assertEquals(15, last.lines().count());
    assertTrue(last.startsWith("line 26\n") && last.endsWith("line 40"), last);
  }

  @Test
  void setsALargeLogAsideAndKeepsASmallOne() throws IOException {
    Path large = folder.resolve("large.log");
    Path small = folder.resolve("small.log");
    Files.write(large, new byte[(8 << 20) + 1]);
    Files.write(small, new byte[10]);
    new ChildLog(large).prepare();
    new ChildLog(small).prepare();
    assertFalse(Files.exists(large));
    assertTrue(Files.exists(folder.resolve("large.log.1")));
    assertTrue(Files.exists(small));
  }
}
