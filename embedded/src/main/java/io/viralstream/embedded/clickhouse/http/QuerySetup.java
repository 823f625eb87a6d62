package io.viralstream.embedded.clickhouse.http;

import io.viralstream.embedded.clickhouse.chdb.Connection;
import java.util.ArrayList;
import java.util.List;

/// Brings a connection into the state that a request asks for.
final class QuerySetup {

  private QuerySetup() {}

  /// @throws io.viralstream.embedded.clickhouse.chdb.EngineException if the database or a setting
  ///   is refused
  static void apply(QueryRequest request, Connection connection) {
    request
        .database()
        // A new connection is there already; a session may be elsewhere.
        .filter(database -> request.session().isPresent() || !database.equals("default"))
        .ifPresent(database -> connection.run("USE " + SqlQuote.name(database)));
    connection.run("SET " + String.join(", ", settings(request)));
  }

  private static List<String> settings(QueryRequest request) {
    List<String> settings = new ArrayList<>();
    request.settings().forEach((name, value) -> settings.add(name + " = " + SqlQuote.text(value)));
    // The engine gives each query an id of its own; the client's is kept here, where KILL finds it.
    settings.add("log_comment = " + SqlQuote.text(request.queryId()));
    if (request.readOnly()) {
      settings.add("readonly = 2");
    }
    return settings;
  }
}
