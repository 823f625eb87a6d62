package io.viralstream.embedded.clickhouse.http;

import io.viralstream.embedded.clickhouse.http.StatementHead.InsertData;
import io.viralstream.embedded.clickhouse.http.StatementHead.Kill;
import io.viralstream.embedded.clickhouse.http.StatementHead.Rows;
import io.viralstream.embedded.clickhouse.http.StatementHead.Whole;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Finds the kind of a statement and, in an INSERT, where its data starts.
///
/// For `INSERT INTO t (a) FORMAT CSV\n1` that is `INSERT INTO t (a)`, `CSV` and the offset of the
/// 1: the engine takes the statement and its data apart.
final class StatementScanner {

  private final SqlCursor cursor;
  private final byte[] bytes;

  private StatementScanner(byte[] bytes) {
    this.bytes = bytes;
    this.cursor = new SqlCursor(bytes);
  }

  static StatementHead scan(byte[] bytes) {
    return new StatementScanner(bytes).head();
  }

  /// Only the first word decides, but for an INSERT.
  private StatementHead head() {
    cursor.skipBlanks();
    return switch (Keyword.of(cursor.word())) {
      case INSERT -> insert();
      // An opening parenthesis is no word: (SELECT …) UNION ALL (…).
      case SELECT, WITH, NONE -> new Rows();
      case KILL -> new Kill();
      case VALUES, FORMAT, OTHER -> new Whole();
    };
  }

  /// Looks for the first of SELECT, VALUES and FORMAT outside of parentheses and quotes.
  private StatementHead insert() {
    int depth = 0;
    while (cursor.skipBlanks()) {
      if (cursor.skipQuoted()) {
        continue;
      }
      int nesting = cursor.skipBracket();
      depth += nesting;
      if (nesting != 0) {
        continue;
      }
      int start = cursor.position();
      Keyword keyword = Keyword.of(cursor.word());
      if (keyword == Keyword.NONE) {
        cursor.skipOne();
        continue;
      }
      if (depth > 0) {
        continue;
      }
      switch (keyword) {
        case SELECT, WITH -> {
          return new Whole();
        }
        case VALUES -> {
          return new InsertData(text(start), "Values", cursor.position());
        }
        case FORMAT -> {
          return formatted(start);
        }
        case INSERT, KILL, NONE, OTHER -> {}
      }
    }
    // Clients may leave the format to a header; Values is the default of the language.
    return new InsertData(text(bytes.length), "Values", bytes.length);
  }

  /// @param start of the word FORMAT, where the statement ends
  private InsertData formatted(int start) {
    cursor.skipBlanks();
    String format = cursor.word();
    cursor.skipToData();
    return new InsertData(text(start), format, cursor.position());
  }

  private String text(int end) {
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  /// The words that decide; everything else is OTHER, and NONE where no word stands.
  private enum Keyword {
    INSERT,
    SELECT,
    WITH,
    VALUES,
    FORMAT,
    KILL,
    OTHER,
    NONE;

    /// A table may be called `values` or `format`, but only in quotes, which the cursor skips.
    static Keyword of(String word) {
      if (word.isEmpty()) {
        return NONE;
      }
      String upper = word.toUpperCase(Locale.ROOT);
      for (Keyword keyword : values()) {
        if (keyword.ordinal() < OTHER.ordinal() && keyword.name().equals(upper)) {
          return keyword;
        }
      }
      return OTHER;
    }
  }
}
