package io.viralstream.cli.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Linux's own sum over the pages of a process, `/proc/PID/smaps_rollup`.
final class Smaps {
  private static final long KIB = 1024;

  private Smaps() {}

  /// Proportional set size in bytes; empty where the process is gone or the system has no such
  /// file.
  static Optional<Long> pss(Path rollup) {
    try (Stream<String> lines = Files.lines(rollup)) {
      return lines
          .filter(line -> line.startsWith("Pss:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }
}
