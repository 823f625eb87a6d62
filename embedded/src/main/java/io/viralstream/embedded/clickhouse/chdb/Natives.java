package io.viralstream.embedded.clickhouse.chdb;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// Handles of the C functions of libchdb 26.7, named as in `chdb.h` less the prefix.
///
/// In C, a text is an address with a length (`_n` functions), a connection, a result and a stream
/// are addresses that only libchdb looks into.
final class Natives {

  final MethodHandle setSignalHandlersEnabled;
  final MethodHandle connect;
  final MethodHandle closeConn;
  final MethodHandle query;
  final MethodHandle queryWithParams;
  final MethodHandle streamQuery;
  final MethodHandle streamQueryWithParams;
  final MethodHandle streamFetchResult;
  final MethodHandle streamCancelQuery;
  final MethodHandle streamInsert;
  final MethodHandle streamAppend;
  final MethodHandle streamDone;
  final MethodHandle streamCancelInsert;
  final MethodHandle streamInsertError;
  final MethodHandle destroyInsertStream;
  final MethodHandle destroyQueryResult;
  final MethodHandle resultBuffer;
  final MethodHandle resultLength;
  final MethodHandle resultRowsRead;
  final MethodHandle resultBytesRead;
  final MethodHandle resultRowsWritten;
  final MethodHandle resultBytesWritten;
  final MethodHandle resultError;

  private final SymbolLookup library;

  /// Maps the library; it stays for the life of the process, as libchdb demands.
  ///
  /// @throws IllegalArgumentException if the file is no such library
  Natives(Path file) {
    library = SymbolLookup.libraryLookup(file, Arena.global());
    setSignalHandlersEnabled = procedure("set_signal_handlers_enabled", JAVA_INT);
    connect = function("connect", ADDRESS, JAVA_INT, ADDRESS);
    closeConn = procedure("close_conn", ADDRESS);
    query = statement("query_n");
    queryWithParams = parameterized("query_with_params_n");
    streamQuery = statement("stream_query_n");
    streamQueryWithParams = parameterized("stream_query_with_params_n");
    streamFetchResult = function("stream_fetch_result", ADDRESS, ADDRESS, ADDRESS);
    streamCancelQuery = procedure("stream_cancel_query", ADDRESS, ADDRESS);
    streamInsert = statement("stream_insert_n");
    streamAppend = function("stream_append", JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG);
    streamDone = function("stream_done", ADDRESS, ADDRESS);
    streamCancelInsert = procedure("stream_cancel_insert", ADDRESS);
    streamInsertError = function("stream_insert_error", ADDRESS, ADDRESS);
    destroyInsertStream = procedure("destroy_insert_stream", ADDRESS);
    destroyQueryResult = procedure("destroy_query_result", ADDRESS);
    resultBuffer = function("result_buffer", ADDRESS, ADDRESS);
    resultLength = function("result_length", JAVA_LONG, ADDRESS);
    resultRowsRead = function("result_rows_read", JAVA_LONG, ADDRESS);
    resultBytesRead = function("result_bytes_read", JAVA_LONG, ADDRESS);
    resultRowsWritten = function("result_rows_written", JAVA_LONG, ADDRESS);
    resultBytesWritten = function("result_bytes_written", JAVA_LONG, ADDRESS);
    resultError = function("result_error", ADDRESS, ADDRESS);
  }

  /// (connection, statement, length, format, length) → result or stream
  private MethodHandle statement(String name) {
    return function(name, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG);
  }

  /// The same with (names, lengths, values, lengths, count) of the parameters.
  private MethodHandle parameterized(String name) {
    return function(
        name, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS,
        ADDRESS, JAVA_LONG);
  }

  private MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
    return bind(name, FunctionDescriptor.of(result, arguments));
  }

  private MethodHandle procedure(String name, MemoryLayout... arguments) {
    return bind(name, FunctionDescriptor.ofVoid(arguments));
  }

  private MethodHandle bind(String name, FunctionDescriptor descriptor) {
    return Linker.nativeLinker().downcallHandle(library.findOrThrow("chdb_" + name), descriptor);
  }

  /// A call into C, which Java's types let throw anything although it throws nothing.
  @FunctionalInterface
  interface Call<T> {
    T invoke() throws Throwable;
  }

  /// Runs the call; whatever it throws is a bug or the engine's error, and never checked.
  static <T> T call(Call<T> call) {
    try {
      return call.invoke();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable t) {
      throw new IllegalStateException("call into libchdb failed", t);
    }
  }
}
