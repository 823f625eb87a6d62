package io.viralstream.embedded.clickhouse.http;

import io.viralstream.embedded.clickhouse.http.StatementHead.InsertData;
import io.viralstream.embedded.clickhouse.http.StatementHead.Kill;
import io.viralstream.embedded.clickhouse.http.StatementHead.Rows;
import io.viralstream.embedded.clickhouse.http.StatementHead.Whole;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// Finds the kind of a statement and, in an INSERT, where its data starts.
///
/// For `INSERT INTO t (a) FORMAT CSV\n1` that is `INSERT INTO t (a)`, `CSV` and the offset of the
/// 1: the engine takes the statement and its data apart.
final class StatementScanner {

  private static final byte[] COMMENT =
      "Settings['log_comment']".getBytes(StandardCharsets.US_ASCII);

  private final SqlCursor cursor;
  private final byte[] bytes;

  private StatementScanner(byte[] bytes) {
    this.bytes = bytes;
    this.cursor = new SqlCursor(bytes);
  }

  static StatementHead scan(byte[] bytes) {
    return new StatementScanner(bytes).head();
  }

  /// @return the word that says what a statement does; empty before a parenthesis
  static String firstWord(byte[] bytes) {
    SqlCursor cursor = new SqlCursor(bytes);
    cursor.skipBlanks();
    return cursor.word();
  }

  /// @param bytes a statement without data
  /// @throws RequestRefused if its result is to go into a file
  static void refuseOutfile(byte[] bytes) {
    SqlCursor cursor = new SqlCursor(bytes);
    Keyword before = Keyword.NONE;
    while (cursor.skipBlanks()) {
      Keyword word = cursor.skipQuoted() ? Keyword.OTHER : Keyword.of(cursor.word());
      if (before == Keyword.INTO && word == Keyword.OUTFILE) {
        throw new RequestRefused(
            400,
            RequestRefused.INTO_OUTFILE_NOT_ALLOWED,
            "INTO OUTFILE: expected a result over HTTP");
      }
      before = word;
      if (word == Keyword.NONE) {
        cursor.skipOne();
      }
    }
  }

  /// `KILL QUERY WHERE query_id = 'x'` names the client's id, which is the query's comment here.
  ///
  /// @return the statement with the word query_id replaced wherever it is neither quoted nor a
  ///   comment
  static byte[] byComment(byte[] kill) {
    SqlCursor cursor = new SqlCursor(kill);
    ByteArrayOutputStream replaced = new ByteArrayOutputStream(kill.length);
    int copied = 0;
    while (cursor.skipBlanks()) {
      int start = cursor.position();
      if (cursor.skipQuoted()) {
        continue;
      }
      String word = cursor.word();
      if (word.isEmpty()) {
        cursor.skipOne();
      }
      if (word.equalsIgnoreCase("query_id")) {
        replaced.write(kill, copied, start - copied);
        replaced.writeBytes(COMMENT);
        copied = cursor.position();
      }
    }
    replaced.write(kill, copied, kill.length - copied);
    return replaced.toByteArray();
  }

  /// Only the first word decides, but for an INSERT.
  private StatementHead head() {
    cursor.skipBlanks();
    return switch (Keyword.of(cursor.word())) {
      case INSERT -> insert();
      // An opening parenthesis is no word: (SELECT …) UNION ALL (…).
      case SELECT, WITH, NONE -> new Rows();
      case KILL -> new Kill();
      case VALUES, FORMAT, INTO, OUTFILE, FROM, INFILE, OTHER -> new Whole();
    };
  }

  /// Looks for the first of SELECT, VALUES and FORMAT outside of parentheses and quotes.
  private StatementHead insert() {
    int depth = 0;
    Keyword before = Keyword.INSERT;
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
      }
      Optional<StatementHead> head = depth > 0 ? Optional.empty() : endedBy(keyword, before, start);
      if (head.isPresent()) {
        return head.get();
      }
      before = keyword;
    }
    // Clients may leave the format to a header; Values is the default of the language.
    return new InsertData(text(bytes.length), "Values", bytes.length);
  }

  /// @param start of the keyword
  /// @return what an INSERT is whose head ends with this keyword; empty if it goes on
  private Optional<StatementHead> endedBy(Keyword keyword, Keyword before, int start) {
    return switch (keyword) {
      case SELECT, WITH -> Optional.of(new Whole());
      case VALUES -> Optional.of(new InsertData(text(start), "Values", cursor.position()));
      case FORMAT -> Optional.of(formatted(start));
      case INFILE -> {
        if (before == Keyword.FROM) {
          throw new RequestRefused(
              501, RequestRefused.NOT_IMPLEMENTED, "FROM INFILE: expected the data in the body");
        }
        yield Optional.empty();
      }
      case INSERT, KILL, INTO, OUTFILE, FROM, NONE, OTHER -> Optional.empty();
    };
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
    INTO,
    OUTFILE,
    FROM,
    INFILE,
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
