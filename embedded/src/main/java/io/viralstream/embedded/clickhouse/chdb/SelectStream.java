package io.viralstream.embedded.clickhouse.chdb;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// The result of a SELECT, piece by piece; closed early, it cancels the query.
public final class SelectStream implements AutoCloseable {

  private final Natives natives;
  private final MemorySegment connection;
  private final QueryResult stream;
  private boolean ended;

  SelectStream(Natives natives, MemorySegment connection, QueryResult stream) {
    this.natives = natives;
    this.connection = connection;
    this.stream = stream;
  }

  /// @return the next piece, which the caller closes; empty at the end
  /// @throws EngineException if the query fails on the way
  public Optional<QueryResult> next() {
    MemorySegment address =
        Natives.call(() ->
            (MemorySegment) natives.streamFetchResult.invokeExact(connection, stream.handle()));
    QueryResult piece = QueryResult.checked(natives, address);
    if (piece.counts().rowsRead() > 0 || piece.bytes().byteSize() > 0) {
      return Optional.of(piece);
    }
    piece.close();
    ended = true;
    return Optional.empty();
  }

  @Override
  public void close() {
    if (!ended) {
      Natives.call(() -> {
        natives.streamCancelQuery.invokeExact(connection, stream.handle());
        return true;
      });
    }
    stream.close();
  }
}
