package io.viralstream.embedded.process;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {

  @TempDir Path folder;

  @Test
  void waitsUntilThePredecessorIsGone() throws Exception {
    Process dying = new ProcessBuilder("/bin/sleep", "0.5").start();
    PidFile file = new PidFile(folder, "some");
    file.write(dying.toHandle());
    file.awaitEnd();
    assertFalse(dying.isAlive());
  }

  @Test
  void aPredecessorThatNobodyAskedAboutItsEndIsGone() throws Exception {
    Process parent =
        new ProcessBuilder("/bin/sh", "-c", "sleep 0.2 & echo $!; exec sleep 60").start();
    try (var output = parent.inputReader()) {
      var zombie = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
      PidFile file = new PidFile(folder, "some");
      file.write(zombie);
      assertTimeoutPreemptively(Duration.ofSeconds(5), file::awaitEnd);
      assertTrue(zombie.isAlive(), "the parent fetched its exit code");
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void waitsForNobodyWhereTheIdIsSomebodyElsesNow() throws Exception {
    Process other = new ProcessBuilder("/bin/sleep", "60").start();
    try {
      long before = Instant.now().minus(Duration.ofHours(1)).toEpochMilli();
      Files.writeString(folder.resolve("some.pid"), other.pid() + " " + before + "\n");
      assertTimeoutPreemptively(Duration.ofSeconds(5), new PidFile(folder, "some")::awaitEnd);
      assertTrue(other.isAlive());
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void aMissingOrTornFileNamesNobody() throws Exception {
    PidFile file = new PidFile(folder, "some");
    assertTimeoutPreemptively(Duration.ofSeconds(5), file::awaitEnd);
    Files.writeString(folder.resolve("some.pid"), "47");
    assertTimeoutPreemptively(Duration.ofSeconds(5), file::awaitEnd);
  }
}
