package io.viralstream.embedded.clickhouse.http;

import io.viralstream.embedded.clickhouse.chdb.Connection;
import io.viralstream.embedded.clickhouse.chdb.QueryResult;
import io.viralstream.embedded.clickhouse.chdb.Statement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The database and the settings that a request brings along, in force for that request.
///
/// In a session they end with it, as with the real server, and what statements said (USE, SET)
/// stays. Without a session the connection ends anyway.
final class SessionState implements AutoCloseable {

  private static final String DATABASE = "SELECT currentDatabase()";

  /// One row, whatever a session allows its results.
  private static final String SETTINGS =
      "SELECT groupArray((name, value, toInt64(changed))) FROM system.settings WHERE name IN (";

  private final Connection connection;
  private final Optional<String> database;
  private final Map<String, String> settings;

  /// @param database to go back to
  /// @param settings to go back to, as a SET writes their values
  private SessionState(
      Connection connection, Optional<String> database, Map<String, String> settings) {
    this.connection = connection;
    this.database = database;
    this.settings = settings;
  }

  /// @param statement what will run; what it sets itself is not taken back
  /// @throws io.viralstream.embedded.clickhouse.chdb.EngineException if the database or a setting
  ///   is refused; a session is then as before
  static SessionState apply(QueryRequest request, byte[] statement, Connection connection) {
    if (request.session().isEmpty()) {
      QuerySetup.apply(request, connection);
      return new SessionState(connection, Optional.empty(), Map.of());
    }
    Optional<String> database = request.database().map(asked -> database(connection));
    Map<String, String> settings = settings(request, connection);
    try {
      QuerySetup.apply(request, connection);
    } catch (RuntimeException e) {
      new SessionState(connection, database, settings).close();
      throw e;
    }
    String first = StatementScanner.firstWord(statement);
    if (first.equalsIgnoreCase("SET")) {
      String names = new String(statement, StandardCharsets.UTF_8);
      settings.keySet().removeIf(names::contains);
    }
    boolean uses = first.equalsIgnoreCase("USE");
    return new SessionState(connection, uses ? Optional.empty() : database, settings);
  }

  private static String database(Connection connection) {
    try (QueryResult result = ask(DATABASE, connection)) {
      return new MemoryCursor(result.bytes()).text();
    }
  }

  private static Map<String, String> settings(QueryRequest request, Connection connection) {
    Map<String, String> found = new HashMap<>();
    if (request.settings().isEmpty()) {
      return found;
    }
    String names =
        request.settings().keySet().stream().map(SqlQuote::text).collect(Collectors.joining(", "));
    try (QueryResult result = ask(SETTINGS + names + ")", connection)) {
      MemoryCursor row = new MemoryCursor(result.bytes());
      long count = row.length();
      for (long i = 0; i < count; i++) {
        String name = row.text();
        String value = row.text();
        found.put(name, row.number() == 1 ? SqlQuote.text(value) : "DEFAULT");
      }
    }
    return found;
  }

  private static QueryResult ask(String sql, Connection connection) {
    byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
    return connection.query(new Statement(bytes, "RowBinary", Map.of()));
  }

  @Override
  public void close() {
    database.ifPresent(before -> connection.run("USE " + SqlQuote.name(before)));
    List<String> back = new ArrayList<>();
    settings.forEach((name, value) -> back.add(name + " = " + value));
    if (!back.isEmpty()) {
      connection.run("SET " + String.join(", ", back));
    }
  }
}
