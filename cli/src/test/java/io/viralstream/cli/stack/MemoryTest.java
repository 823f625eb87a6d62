package io.viralstream.cli.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Memory is Linux's proportional set size, and processes are named by what they run.
class MemoryTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void readsTheProportionalSetSizeInBytes() throws IOException {
    Path rollup =
        Files.writeString(
            folder.resolve("smaps_rollup"),
            "0-1 ---p 00000000 00:00 0 [rollup]\nRss:  2048 kB\nPss:   1024 kB\nPss_Dirty: 7 kB\n");
    assertEquals(Optional.of(1024L * 1024), Smaps.pss(rollup));
  }

  @Test
  void knowsNothingOfAProcessThatIsGone() {
    assertEquals(Optional.empty(), Smaps.pss(folder.resolve("none")));
  }

  @Test
  void namesAProcessByItsMainClassOrJar() {
    assertEquals(
        "kafka", ProcessName.of(List.of("-cp", "x", "io.viralstream.embedded.kafka.BrokerMain")));
    assertEquals("registry", ProcessName.of(List.of("-jar", "/x/quarkus-run.jar")));
    assertEquals("other", ProcessName.of(List.of("sleep")));
  }
}
