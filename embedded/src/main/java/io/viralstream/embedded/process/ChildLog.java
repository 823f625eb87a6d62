package io.viralstream.embedded.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/// The file that a child's output goes to.
record ChildLog(Path file) {

  /// A log that has grown past this is set aside at the next start, so that two starts bound it.
  private static final long ROLL_BYTES = 8 << 20;

  private static final int TAIL_BYTES = 16 << 10;
  private static final int TAIL_LINES = 15;

  /// Makes the folder and sets a large old log aside as `NAME.log.1`.
  void prepare() {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      if (Files.exists(file) && Files.size(file) > ROLL_BYTES) {
        Files.move(
            file,
            file.resolveSibling(file.getFileName() + ".1"),
            StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where the log is and how it ends, as the tail of a sentence.
  String lastWords() {
    return String.format(Locale.ROOT, "its log is %s and ends with:%n%s", file, lastLines());
  }

  /// The last lines, for an error message; says so where there are none.
  String lastLines() {
    try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
      long start = Math.max(0, reader.length() - TAIL_BYTES);
      byte[] tail = new byte[(int) (reader.length() - start)];
      reader.seek(start);
      reader.readFully(tail);
      List<String> lines = new String(tail, StandardCharsets.UTF_8).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "(unreadable: " + e.getMessage() + ")";
    }
  }
}
