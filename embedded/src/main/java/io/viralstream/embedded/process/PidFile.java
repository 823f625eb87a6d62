package io.viralstream.embedded.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which process last ran as a child of this name, so that its successor waits until it is gone.
///
/// A killed parent's children end a moment after it. A new parent that comes in that moment would
/// find their ports taken and their files locked. The file holds process id and start time, for an
/// id alone may by now be somebody else's: `4711 1760000000000`.
///
/// @param directory the child's folder
/// @param name the child's
public record PidFile(Path directory, String name) {

  private static final Logger LOG = LoggerFactory.getLogger(PidFile.class);

  /// The system tells start times by a clock that may be set by a second.
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(20);

  /// Returns once the process that the file names is gone; kills it where it stays too long.
  public void awaitEnd() {
    recorded()
        .ifPresent(process -> {
          LOG.info("child-left-behind name={} pid={}", name, process.pid());
          if (!ends(process)) {
            process.destroyForcibly();
            process.onExit().join();
          }
        });
  }

  /// Whether it ends by itself in time.
  private static boolean ends(ProcessHandle process) {
    try {
      for (long look = 0; look < TIMEOUT.dividedBy(LOOK); look++) {
        if (!process.isAlive() || isZombie(process)) return true;
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  /// A process that nobody has asked about its end yet holds no ports and no files, and runs
  /// nothing; the system may keep it in its list for seconds.
  private static boolean isZombie(ProcessHandle process) {
    return process.info().command().isEmpty();
  }

  void write(ProcessHandle process) throws IOException {
    Optional<Instant> start = process.info().startInstant();
    Files.createDirectories(directory);
    Files.writeString(
        file(), process.pid() + " " + start.map(Instant::toEpochMilli).orElse(0L) + "\n");
  }

  /// A file that is missing, torn or stale names nobody.
  private Optional<ProcessHandle> recorded() {
    try {
      String[] fields = Files.readString(file()).strip().split(" ");
      if (fields.length != 2) return Optional.empty();
      Instant start = Instant.ofEpochMilli(Long.parseLong(fields[1]));
      return ProcessHandle.of(Long.parseLong(fields[0]))
          .filter(process -> startedAt(process, start));
    } catch (IOException | NumberFormatException stale) {
      return Optional.empty();
    }
  }

  private static boolean startedAt(ProcessHandle process, Instant start) {
    return process
        .info()
        .startInstant()
        .map(actual -> Duration.between(actual, start).abs().compareTo(TOLERANCE) <= 0)
        .orElse(false);
  }

  private Path file() {
    return directory.resolve(name + ".pid");
  }
}
