package io.viralstream.embedded.clickhouse.chdb;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// One connection to the engine; for one thread at a time, whose stack must have 8 MiB.
public final class Connection implements AutoCloseable {

  private final Natives natives;
  private final MemorySegment handle;

  /// What statements take: the handle points at it.
  private final MemorySegment connection;

  private boolean closed;

  /// Whether the engine may still hold a part of a result that failed: it would come in front of
  /// the next one.
  private boolean leftover;

  Connection(Natives natives, MemorySegment handle) {
    this.natives = natives;
    this.handle = handle.reinterpret(ADDRESS.byteSize());
    this.connection = this.handle.get(ADDRESS, 0);
  }

  /// Runs a statement for its effect.
  ///
  /// @throws EngineException with ClickHouse's code if it fails
  public void run(String statement) {
    query(new Statement(statement.getBytes(StandardCharsets.UTF_8), "Null", Map.of())).close();
  }

  /// Runs a statement and returns its whole result; the caller closes it.
  ///
  /// @throws EngineException with ClickHouse's code if it fails
  public QueryResult query(Statement statement) {
    if (leftover) {
      leftover = false;
      run("SELECT 1");
    }
    try {
      return QueryResult.checked(natives, call(natives.query, natives.queryWithParams, statement));
    } catch (EngineException e) {
      leftover = true;
      throw e;
    }
  }

  /// Runs a SELECT whose result is fetched piece by piece; the caller closes it.
  ///
  /// @throws EngineException with ClickHouse's code if it fails before the first piece
  public SelectStream select(Statement statement) {
    leftover = true;
    MemorySegment stream = call(natives.streamQuery, natives.streamQueryWithParams, statement);
    return new SelectStream(natives, connection, QueryResult.checked(natives, stream));
  }

  /// Starts an INSERT whose data is appended piece by piece; the caller closes it.
  ///
  /// Data inside the statement is no alternative: libchdb cuts it at the first blank line.
  ///
  /// @param statement the INSERT up to, not including, FORMAT or VALUES
  /// @param format of the data, e.g. `RowBinary`
  /// @throws EngineException with ClickHouse's code if the table or the format is refused
  public InsertStream insert(String statement, String format) {
    try (Arena arena = Arena.ofConfined()) {
      NativeText sql = NativeText.of(arena, statement);
      NativeText form = NativeText.of(arena, format);
      return InsertStream.checked(
          natives,
          Natives.call(() ->
              (MemorySegment)
                  natives.streamInsert.invokeExact(
                      connection, sql.address(), sql.length(), form.address(), form.length())));
    }
  }

  /// C has two functions for each kind of statement, without and with parameters.
  private MemorySegment call(MethodHandle plain, MethodHandle parameterized, Statement statement) {
    try (Arena arena = Arena.ofConfined()) {
      NativeText sql = NativeText.of(arena, statement.sql());
      NativeText form = NativeText.of(arena, statement.format());
      if (statement.parameters().isEmpty()) {
        return Natives.call(() ->
            (MemorySegment)
                plain.invokeExact(
                    connection, sql.address(), sql.length(), form.address(), form.length()));
      }
      NativeParameters with = NativeParameters.of(arena, statement.parameters());
      return Natives.call(() ->
          (MemorySegment)
              parameterized.invokeExact(
                  connection,
                  sql.address(),
                  sql.length(),
                  form.address(),
                  form.length(),
                  with.names(),
                  with.nameLengths(),
                  with.values(),
                  with.valueLengths(),
                  with.count()));
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    Natives.call(() -> {
      natives.closeConn.invokeExact(handle);
      return true;
    });
  }
}
