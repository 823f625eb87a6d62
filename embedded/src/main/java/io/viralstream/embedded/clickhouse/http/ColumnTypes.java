package io.viralstream.embedded.clickhouse.http;

import io.viralstream.embedded.clickhouse.chdb.Connection;
import io.viralstream.embedded.clickhouse.chdb.QueryResult;
import io.viralstream.embedded.clickhouse.chdb.Statement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Asks the engine for the types of a SELECT's columns, without running it.
final class ColumnTypes {

  private ColumnTypes() {}

  /// @param select without FORMAT
  /// @return the types in order, e.g. `DateTime('UTC')`
  static List<String> of(String select, Map<String, String> parameters, Connection connection) {
    byte[] sql = ("DESCRIBE TABLE (" + select + ")").getBytes(StandardCharsets.UTF_8);
    Statement statement = new Statement(sql, "RowBinaryWithNamesAndTypes", parameters);
    try (QueryResult result = connection.query(statement)) {
      return read(new MemoryCursor(result.bytes()));
    }
  }

  /// All columns of the answer are texts; the second is the type. Settings decide how many follow.
  private static List<String> read(MemoryCursor answer) {
    long columns = answer.length();
    skipTexts(answer, 2 * columns);
    List<String> types = new ArrayList<>();
    while (!answer.atEnd()) {
      answer.skipText();
      types.add(answer.text());
      skipTexts(answer, columns - 2);
    }
    return types;
  }

  private static void skipTexts(MemoryCursor answer, long count) {
    for (long i = 0; i < count; i++) {
      answer.skipText();
    }
  }
}
