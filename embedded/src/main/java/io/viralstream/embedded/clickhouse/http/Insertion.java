package io.viralstream.embedded.clickhouse.http;

import io.viralstream.embedded.clickhouse.chdb.Connection;
import io.viralstream.embedded.clickhouse.chdb.InsertStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Answers an INSERT, whose data flows into the engine as it arrives.
record Insertion(QueryRequest request, Connection connection, HttpReply reply) {

  private static final int PIECE = 1 << 20;

  /// @param start the bytes read so far, the statement in front
  /// @param rest what follows them
  void run(StatementHead.InsertData head, byte[] start, InputStream rest) throws IOException {
    try (Arena arena = Arena.ofConfined();
        InsertStream insert = connection.insert(head.sql(), head.format())) {
      MemorySegment piece = arena.allocate(PIECE);
      append(insert, piece, start, head.dataOffset(), start.length);
      byte[] buffer = new byte[PIECE];
      int count = rest.readNBytes(buffer, 0, PIECE);
      while (count > 0) {
        append(insert, piece, buffer, 0, count);
        count = rest.readNBytes(buffer, 0, PIECE);
      }
      reply.header("X-ClickHouse-Format", request.defaultFormat());
      reply.done(insert.finish());
    }
  }

  private static void append(
      InsertStream insert, MemorySegment piece, byte[] bytes, int from, int end) {
    for (int at = from; at < end; at += PIECE) {
      int count = Math.min(PIECE, end - at);
      MemorySegment.copy(bytes, at, piece, ValueLayout.JAVA_BYTE, 0, count);
      insert.append(piece, count);
    }
  }
}
