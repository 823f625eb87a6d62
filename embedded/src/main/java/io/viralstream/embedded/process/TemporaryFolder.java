package io.viralstream.embedded.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A child's folder for unpacked native libraries, emptied before each start: a killed JVM leaves
/// its copies behind, and the system's own folder would fill with them.
public final class TemporaryFolder {

  private TemporaryFolder() {}

  /// @return `parent/tmp`
  public static Path of(Path parent) {
    return parent.resolve("tmp").toAbsolutePath();
  }

  /// @return `parent/tmp`, present and empty
  public static Path emptied(Path parent) {
    Path folder = of(parent);
    try {
      if (Files.exists(folder)) {
        for (Path old : deepestFirst(folder)) {
          Files.delete(old);
        }
      }
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> deepestFirst(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
