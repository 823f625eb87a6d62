package io.viralstream.embedded.clickhouse.http;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The format of a result, and what it means for fetching the result piece by piece.
///
/// libchdb formats each piece as if it were a result of its own. Formats without head and foot can
/// be put together as they are; RowBinaryWithNamesAndTypes after its repeated head is cut off; all
/// others must come whole.
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
          "JSONCompactEachRow");

  /// A FORMAT clause is the last of a statement, but for SETTINGS.
  private static final Pattern CLAUSE =
      Pattern.compile(
          "\\bFORMAT\\s+(\\w+)\\s*(?:SETTINGS\\b.*)?;?\\s*$",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /// How much of a statement's end is searched for the clause.
  private static final int CLAUSE_CHARACTERS = 4096;

  /// @param statement whole
  /// @param fallback where the statement names none
  static RowsFormat of(String statement, String fallback) {
    String end = statement.substring(Math.max(0, statement.length() - CLAUSE_CHARACTERS));
    Matcher clause = CLAUSE.matcher(end);
    return new RowsFormat(clause.find() ? clause.group(1) : fallback);
  }

  /// @return whether the pieces can be put together
  boolean comesInPieces() {
    return name.equals(WITH_HEAD) || WITHOUT_HEAD.contains(name);
  }

  /// @param piece the first piece of a result
  /// @return how many bytes to cut off from each later piece
  long repeatedHead(MemorySegment piece) {
    return name.equals(WITH_HEAD) ? new Head(piece).length() : 0;
  }

  /// The head of RowBinaryWithNamesAndTypes: a count, then as many names, then as many types, each
  /// with its length; numbers are LEB128.
  private static final class Head {

    private final MemorySegment bytes;
    private long position;

    Head(MemorySegment bytes) {
      this.bytes = bytes;
    }

    long length() {
      long texts = 2 * number();
      for (long i = 0; i < texts; i++) {
        long text = number();
        position += text;
      }
      return position;
    }

    private long number() {
      long value = 0;
      int shift = 0;
      byte next;
      do {
        next = bytes.get(ValueLayout.JAVA_BYTE, position++);
        value |= (long) (next & 0x7f) << shift;
        shift += 7;
      } while (next < 0);
      return value;
    }
  }
}
