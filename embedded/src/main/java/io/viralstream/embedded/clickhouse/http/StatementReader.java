package io.viralstream.embedded.clickhouse.http;

import io.viralstream.embedded.clickhouse.chdb.Connection;
import io.viralstream.embedded.clickhouse.chdb.EngineException;
import io.viralstream.embedded.clickhouse.chdb.QueryResult;
import io.viralstream.embedded.clickhouse.chdb.Statement;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Has the engine read a statement before it runs: a second parser would differ from the engine's
/// sooner or later.
final class StatementReader {

  /// They put one pair of brackets around all rows, or types of another form into the head.
  private static final List<String> UNJOINABLE =
      List.of(
          "output_format_json_array_of_rows", "output_format_binary_encode_types_in_binary_format");

  /// Every answer but the first two is a number.
  private static final String QUESTION =
      """
      SELECT
        formatQueryOrNull({statement:String}),
        timezone(),
        toInt64(getSetting('enable_http_compression')),
        toInt64(getSetting('http_zlib_compression_level')),
        toInt64(getSetting('http_response_buffer_size')),
        toInt64(getSetting('http_wait_end_of_query')),
        toInt64(getSetting('send_progress_in_http_headers')),
        toInt64(getSetting('output_format_json_array_of_rows'))
          + toInt64(getSetting('output_format_binary_encode_types_in_binary_format'))
      """;

  private static final String WORDING = "SELECT formatQuery({statement:String})";

  /// The engine's words for a statement that it cannot read end in those of our question.
  private static final String QUESTION_IN_ERROR = ": In scope SELECT formatQuery(";

  private final Connection plain;

  /// @param plain a connection that nobody brings settings to
  StatementReader(Connection plain) {
    this.plain = plain;
  }

  /// Reads one statement under the settings that the connection has by now.
  ///
  /// @throws RequestRefused in the engine's words if it is not one statement
  ReadStatement read(byte[] sql, Connection connection) {
    Map<String, String> parameters = Map.of("statement", escaped(sql));
    try (QueryResult result = ask(QUESTION, parameters, connection)) {
      if (result.bytes().byteSize() > 0) {
        MemoryCursor row = new MemoryCursor(result.bytes());
        Optional<String> canonical = row.isNull() ? Optional.empty() : Optional.of(row.text());
        return answer(canonical.orElseGet(() -> wording(parameters)), row);
      }
    } catch (EngineException e) {
      // Settings of the request forbid even this; the engine says so once the statement runs.
    }
    return new ReadStatement(
        wording(parameters), ReadStatement.HttpSettings.DEFAULTS, Optional.empty(), false);
  }

  private static ReadStatement answer(String canonical, MemoryCursor row) {
    String timezone = row.text();
    ReadStatement.HttpSettings settings =
        new ReadStatement.HttpSettings(
            row.number() != 0,
            (int) row.number(),
            row.number(),
            row.number() != 0,
            row.number() != 0);
    // The statement's own SETTINGS are not in force yet.
    boolean joinable = row.number() == 0 && UNJOINABLE.stream().noneMatch(canonical::contains);
    return new ReadStatement(canonical, settings, Optional.of(timezone), joinable);
  }

  private synchronized String wording(Map<String, String> parameters) {
    try (QueryResult result = ask(WORDING, parameters, plain)) {
      return new MemoryCursor(result.bytes()).text();
    } catch (EngineException e) {
      int end = e.reason().indexOf(QUESTION_IN_ERROR);
      String reason = end < 0 ? e.reason() : e.reason().substring(0, end);
      throw new RequestRefused(ErrorReply.status(e.code()), e.code(), reason);
    }
  }

  private static QueryResult ask(
      String question, Map<String, String> parameters, Connection connection) {
    byte[] sql = question.getBytes(StandardCharsets.UTF_8);
    return connection.query(new Statement(sql, "RowBinary", parameters));
  }

  /// Parameters come in the escaped form of ClickHouse's tab-separated text.
  private static String escaped(byte[] sql) {
    return new String(sql, StandardCharsets.UTF_8)
        .replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }
}
