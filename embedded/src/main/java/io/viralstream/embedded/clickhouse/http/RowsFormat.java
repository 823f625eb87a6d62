package io.viralstream.embedded.clickhouse.http;

import java.lang.foreign.MemorySegment;
import java.util.Set;

/// The format of a result, and what it means for fetching the result piece by piece.
///
/// libchdb formats each piece as if it were a result of its own. Formats without head and foot can
/// be put together as they are; RowBinaryWithNamesAndTypes after its repeated head is cut off; all
/// others, and those that are not known here, must come whole.
///
/// @param name as ClickHouse knows it
record RowsFormat(String name) {

  private static final String WITH_HEAD = "RowBinaryWithNamesAndTypes";

  private static final Set<String> WITHOUT_HEAD =
      Set.of(
          "RowBinary",
          "Native",
          "TabSeparated",
          "TSV",
          "TabSeparatedRaw",
          "TSVRaw",
          "CSV",
          "JSONEachRow",
          "NDJSON",
          "JSONLines",
          "JSONL",
          "JSONCompactEachRow");

  boolean isNative() {
    return name.equals("Native");
  }

  /// @return whether the pieces can be put together
  boolean comesInPieces() {
    return name.equals(WITH_HEAD) || WITHOUT_HEAD.contains(name);
  }

  /// @param piece the first piece of a result
  /// @return how many bytes to cut off from each later piece
  long repeatedHead(MemorySegment piece) {
    return name.equals(WITH_HEAD) ? head(new MemoryCursor(piece)) : 0;
  }

  /// A count, then as many names, then as many types.
  private static long head(MemoryCursor piece) {
    long texts = 2 * piece.length();
    for (long i = 0; i < texts; i++) {
      piece.skipText();
    }
    return piece.position();
  }
}
