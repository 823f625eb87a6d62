package io.viralstream.embedded.clickhouse.chdb;

import java.lang.foreign.MemorySegment;

/// A running INSERT; it takes effect with [#finish], closed before that it is cancelled.
public final class InsertStream implements AutoCloseable {

  private final Natives natives;
  private final MemorySegment handle;
  private boolean finished;

  private InsertStream(Natives natives, MemorySegment handle) {
    this.natives = natives;
    this.handle = handle;
  }

  /// @throws EngineException if the insert was refused; it is then freed
  static InsertStream checked(Natives natives, MemorySegment handle) {
    if (handle.address() == 0) {
      throw new EngineException("the engine returned no insert stream");
    }
    InsertStream stream = new InsertStream(natives, handle);
    String error = stream.error();
    if (error.isEmpty()) {
      return stream;
    }
    stream.destroy();
    throw new EngineException(error);
  }

  /// @return the engine's words for what went wrong with this insert; empty for nothing
  private String error() {
    return NativeText.read(
        Natives.call(() -> (MemorySegment) natives.streamInsertError.invokeExact(handle)));
  }

  /// Hands over data in the insert's format; a row may begin in one piece and end in the next.
  ///
  /// @throws EngineException if the engine cannot read it
  public void append(MemorySegment data, long length) {
    int failed = Natives.call(() -> (int) natives.streamAppend.invokeExact(handle, data, length));
    if (failed != 0) {
      throw new EngineException(error());
    }
  }

  /// Ends the data and waits until the rows are stored.
  ///
  /// @throws EngineException if they were not
  public QueryResult.Counts finish() {
    finished = true;
    MemorySegment address =
        Natives.call(() -> (MemorySegment) natives.streamDone.invokeExact(handle));
    try (QueryResult result = QueryResult.checked(natives, address)) {
      return result.counts();
    }
  }

  @Override
  public void close() {
    if (!finished) {
      Natives.call(() -> {
        natives.streamCancelInsert.invokeExact(handle);
        return true;
      });
    }
    destroy();
  }

  private void destroy() {
    Natives.call(() -> {
      natives.destroyInsertStream.invokeExact(handle);
      return true;
    });
  }
}
