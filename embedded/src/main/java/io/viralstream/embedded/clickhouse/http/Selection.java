package io.viralstream.embedded.clickhouse.http;

import io.viralstream.embedded.clickhouse.chdb.Connection;
import io.viralstream.embedded.clickhouse.chdb.QueryResult;
import io.viralstream.embedded.clickhouse.chdb.SelectStream;
import io.viralstream.embedded.clickhouse.chdb.Statement;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Answers a statement that has no data behind it.
record Selection(
    QueryRequest request, StatementReader reader, Connection connection, HttpReply reply) {

  /// Runs a statement that returns rows; piece by piece where the format allows it, so that a large
  /// result is never held whole.
  void rows(byte[] sql) throws IOException {
    ReadStatement statement = reader.read(sql, connection);
    RowsFormat format = format(statement);
    ResultDelivery delivery = request.delivery(statement.settings());
    if (!statement.joinable() || !format.comesInPieces() || delivery.whole()) {
      whole(sql, statement);
      return;
    }
    head(statement, format);
    RowsOutput rows = new RowsOutput(format, request.layout(), types(statement, format));
    try (SelectStream stream = connection.select(statement(sql))) {
      pieces(stream, rows, delivery);
    }
  }

  /// Leaves the answer open: an error on the way must not look like a complete one.
  private void pieces(SelectStream stream, RowsOutput rows, ResultDelivery delivery)
      throws IOException {
    List<QueryResult> first = new ArrayList<>();
    OutputStream body;
    try {
      hold(stream, delivery.bufferBytes(), first);
      body =
          reply.rows(
              delivery, first.isEmpty() ? QueryResult.Counts.NONE : first.getFirst().counts());
      for (QueryResult piece : first) {
        rows.write(piece.bytes(), body);
      }
    } finally {
      first.forEach(QueryResult::close);
    }
    Optional<QueryResult> next = first.isEmpty() ? Optional.empty() : stream.next();
    while (next.isPresent()) {
      try (QueryResult piece = next.get()) {
        rows.write(piece.bytes(), body);
      }
      next = stream.next();
    }
  }

  /// Fetches until so many bytes are there, or the end; an error up to here is answered as one.
  private static void hold(SelectStream stream, long bytes, List<QueryResult> held) {
    long size = 0;
    Optional<QueryResult> next = stream.next();
    while (next.isPresent()) {
      held.add(next.get());
      size += next.get().bytes().byteSize();
      next = size < bytes ? stream.next() : Optional.empty();
    }
  }

  /// Runs any statement and answers with its whole result.
  void whole(byte[] sql) throws IOException {
    whole(sql, reader.read(sql, connection));
  }

  private void whole(byte[] sql, ReadStatement statement) throws IOException {
    RowsFormat format = format(statement);
    head(statement, format);
    RowsOutput rows = new RowsOutput(format, request.layout(), List.of());
    try (QueryResult result = connection.query(statement(sql))) {
      rows.check(result.bytes());
      OutputStream body = reply.rows(request.delivery(statement.settings()), result.counts());
      rows.write(result.bytes(), body);
    }
  }

  private RowsFormat format(ReadStatement statement) {
    return new RowsFormat(statement.format().orElse(request.defaultFormat()));
  }

  private void head(ReadStatement statement, RowsFormat format) {
    statement.timezone().ifPresent(zone -> reply.header("X-ClickHouse-Timezone", zone));
    reply.header("X-ClickHouse-Format", format.name());
  }

  /// Asks for the types of a result's columns where its blocks alone do not say them.
  private List<String> types(ReadStatement statement, RowsFormat format) {
    if (!format.isNative() || request.layout().isPlain()) {
      return List.of();
    }
    List<String> types = ColumnTypes.of(statement.select(), request.parameters(), connection);
    // What cannot be sent is refused before the answer starts.
    types.forEach(NativeTypeName::read);
    return types;
  }

  private Statement statement(byte[] sql) {
    return new Statement(sql, request.defaultFormat(), request.parameters());
  }
}
