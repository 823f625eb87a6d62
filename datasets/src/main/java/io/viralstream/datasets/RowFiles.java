package io.viralstream.datasets;

import io.viralstream.datasets.TableRows.Marks;
import io.viralstream.datasets.TableRows.Names;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Opens a file of records by what its first bytes say, not by its name.
///
/// `PAR1` is Parquet, `PK` a workbook, `{` or `[` JSON; else the first line has the names of a
/// table's columns, with tabs or commas between them.
final class RowFiles {
  private static final int START = 4_096;

  private RowFiles() {}

  /// A file's name, for messages.
  static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /// @throws FileFault where there is no such file, it is empty, or is of none of these formats
  static RecordSource<Row> open(Path file) throws IOException {
    String start = start(file);
    if (start.startsWith("PAR1")) return ParquetRows.open(file);
    if (start.startsWith("PK")) return WorkbookRows.open(file);
    String text = text(start);
    String bare = text.stripLeading();
    if (bare.startsWith("{") || bare.startsWith("[")) return JsonRows.open(file);
    String line = text.lines().findFirst().orElse("");
    if (line.contains("\t")) return TableRows.open(file, Marks.TABS, Names.IN_FIRST_LINE);
    if (line.contains(",")) return TableRows.open(file, Marks.COMMAS, Names.IN_FIRST_LINE);
    throw new FileFault(
        name(file)
            + ": begins with "
            + Row.shown(line.length() <= 40 ? line : line.substring(0, 40))
            + ", expected JSON, JSON Lines, Parquet, a workbook (xlsx), or a table whose first"
            + " line names its columns");
  }

  /// Whether a file's records are in a table rather than in JSON; false where there is none.
  static boolean isTable(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) == 0) return Files.isDirectory(file);
    String start = start(file);
    String bare = text(start).stripLeading();
    return !bare.startsWith("{") && !bare.startsWith("[");
  }

  /// The first record of a file, by whose fields its form is told.
  ///
  /// @throws FileFault where it has none
  static Row first(Path file) throws IOException, RecordFault {
    try (RecordSource<Row> rows = open(file)) {
      Optional<RecordSource.Placed<Row>> first = rows.next();
      return first
          .orElseThrow(() -> new FileFault(name(file) + ": has no records, expected at least one"))
          .record();
    }
  }

  /// What stands behind a byte order mark.
  private static String text(String start) {
    return start.startsWith("\u00EF\u00BB\u00BF") ? start.substring(3) : start;
  }

  /// The first bytes, one character each.
  private static String start(Path file) throws IOException {
    if (Files.isDirectory(file)) throw new FileFault(name(file) + ": is a folder, expected a file");
    if (!Files.exists(file)) throw new FileFault(file + ": there is no such file");
    try (InputStream input = Files.newInputStream(file)) {
      byte[] start = input.readNBytes(START);
      if (start.length == 0) throw new FileFault(name(file) + ": empty, expected records");
      return new String(start, StandardCharsets.ISO_8859_1);
    }
  }
}
