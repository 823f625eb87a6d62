package io.viralstream.embedded.clickhouse.http;

import io.viralstream.embedded.clickhouse.chdb.Connection;
import io.viralstream.embedded.clickhouse.chdb.Result;
import io.viralstream.embedded.clickhouse.chdb.SelectStream;
import io.viralstream.embedded.clickhouse.chdb.Statement;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Answers a statement that has no data behind it.
record Selection(QueryRequest request, Connection connection, Reply reply) {

  /// Runs a statement that returns rows; piece by piece where the format allows it, so that a large
  /// result is never held whole.
  void rows(byte[] sql) throws IOException {
    RowsFormat format = format(sql);
    if (!format.comesInPieces()) {
      whole(sql);
      return;
    }
    reply.header("X-ClickHouse-Format", format.name());
    try (SelectStream stream = connection.select(statement(sql))) {
      Optional<Result> first = stream.next();
      if (first.isEmpty()) {
        reply.rows(request, Result.Counts.NONE).close();
        return;
      }
      pieces(first.get(), stream, format);
    }
  }

  /// Closes the body only at the end: an error on the way must not look like a complete answer.
  private void pieces(Result first, SelectStream stream, RowsFormat format) throws IOException {
    OutputStream body;
    long head;
    try (first) {
      body = reply.rows(request, first.counts());
      head = format.repeatedHead(first.bytes());
      NativeCopy.write(first.bytes(), 0, body);
    }
    Optional<Result> next = stream.next();
    while (next.isPresent()) {
      try (Result piece = next.get()) {
        NativeCopy.write(piece.bytes(), head, body);
      }
      next = stream.next();
    }
    body.close();
  }

  /// Runs any statement and answers with its whole result.
  void whole(byte[] sql) throws IOException {
    reply.header("X-ClickHouse-Format", format(sql).name());
    try (Result result = connection.query(statement(sql))) {
      OutputStream body = reply.rows(request, result.counts());
      NativeCopy.write(result.bytes(), 0, body);
      body.close();
    }
  }

  private RowsFormat format(byte[] sql) {
    return RowsFormat.of(new String(sql, StandardCharsets.UTF_8), request.defaultFormat());
  }

  private Statement statement(byte[] sql) {
    return new Statement(sql, request.defaultFormat(), request.parameters());
  }
}
