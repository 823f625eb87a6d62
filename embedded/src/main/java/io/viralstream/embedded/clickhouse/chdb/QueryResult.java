package io.viralstream.embedded.clickhouse.chdb;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/// A result, or a piece of one; its bytes are the engine's memory until it is closed.
public final class QueryResult implements AutoCloseable {

  private final Natives natives;
  private final MemorySegment handle;

  private QueryResult(Natives natives, MemorySegment handle) {
    this.natives = natives;
    this.handle = handle;
  }

  /// @throws EngineException if the result is an error, which is then freed
  static QueryResult checked(Natives natives, MemorySegment handle) {
    if (handle.address() == 0) {
      throw new EngineException("the engine returned no result");
    }
    QueryResult result = new QueryResult(natives, handle);
    String error = result.error();
    if (error.isEmpty()) {
      return result;
    }
    result.close();
    throw new EngineException(error);
  }

  private String error() {
    return NativeText.read(
        Natives.call(() -> (MemorySegment) natives.resultError.invokeExact(handle)));
  }

  /// @return the formatted rows; valid until [#close]
  public MemorySegment bytes() {
    long length = number(natives.resultLength);
    if (length == 0) {
      return MemorySegment.NULL;
    }
    return Natives.call(() -> (MemorySegment) natives.resultBuffer.invokeExact(handle))
        .reinterpret(length);
  }

  /// @return the formatted rows as text, for small results
  public String text() {
    return new String(bytes().toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
  }

  /// @return what the engine counted for this result
  public Counts counts() {
    return new Counts(
        number(natives.resultRowsRead),
        number(natives.resultBytesRead),
        number(natives.resultRowsWritten),
        number(natives.resultBytesWritten));
  }

  /// All counters have the same shape: a result in, a number out.
  private long number(MethodHandle function) {
    return Natives.call(() -> (long) function.invokeExact(handle));
  }

  MemorySegment handle() {
    return handle;
  }

  @Override
  public void close() {
    Natives.call(() -> {
      natives.destroyQueryResult.invokeExact(handle);
      return true;
    });
  }

  /// Rows and bytes that a statement read and wrote.
  public record Counts(long rowsRead, long bytesRead, long rowsWritten, long bytesWritten) {

    /// What a statement counts that has done nothing yet.
    public static final Counts NONE = new Counts(0, 0, 0, 0);
  }
}
