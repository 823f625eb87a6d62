package io.viralstream.embedded.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {

  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir Path folder;

  @Test
  void waitsUntilThePredecessorIsGone() throws Exception {
    Process dying = new ProcessBuilder("/bin/cat").start();
    PidFile file = new PidFile(folder, "some");
    file.write(dying.toHandle());
    Thread.ofVirtual().start(() -> endSoon(dying));
    assertTimeoutPreemptively(LONG, file::awaitEnd);
    // This JVM may not have asked about its end yet, and takes it for alive until then.
    assertEquals(Optional.empty(), dying.info().command());
  }

  @Test
  void aPredecessorThatNobodyAskedAboutItsEndIsGone() throws Exception {
    Process parent =
        new ProcessBuilder("/bin/sh", "-c", "sleep 0.2 & echo $!; exec sleep 600").start();
    try (BufferedReader output = parent.inputReader()) {
      ProcessHandle zombie = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
      PidFile file = new PidFile(folder, "some");
      file.write(zombie);
      assertTimeoutPreemptively(LONG, file::awaitEnd);
      assertTrue(zombie.isAlive(), "the parent fetched its exit code");
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void waitsForNobodyWhereTheIdIsSomebodyElsesNow() throws Exception {
    Process other = new ProcessBuilder("/bin/sleep", "600").start();
    try {
      long before = Instant.now().minus(Duration.ofHours(1)).toEpochMilli();
      Files.writeString(folder.resolve("some.pid"), other.pid() + " " + before + "\n");
      assertTimeoutPreemptively(LONG, new PidFile(folder, "some")::awaitEnd);
      assertTrue(other.isAlive());
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void aMissingOrTornFileNamesNobody() throws Exception {
    PidFile file = new PidFile(folder, "some");
    assertTimeoutPreemptively(LONG, file::awaitEnd);
    Files.writeString(folder.resolve("some.pid"), "47");
    assertTimeoutPreemptively(LONG, file::awaitEnd);
  }

  /// Its input ends, and with it the process; mostly behind the moment at which it is waited for.
  private static void endSoon(Process cat) {
    try {
      Thread.sleep(300);
      cat.getOutputStream().close();
    } catch (IOException | InterruptedException e) {
      cat.destroyForcibly();
    }
  }
}
