package io.viralstream.embedded.clickhouse.chdb;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/// The ClickHouse engine inside this process; there can be one, on one folder.
public final class Chdb {

  private final Natives natives;
  private final List<String> arguments;

  private Chdb(Natives natives, List<String> arguments) {
    this.natives = natives;
    this.arguments = arguments;
  }

  /// Loads the engine; the first connection starts it.
  ///
  /// @param library the file libchdb.so
  /// @param arguments as for `clickhouse local`, e.g. `--path=/data`
  /// @throws IllegalArgumentException if the file is no such library
  public static Chdb load(Path library, List<String> arguments) {
    Natives natives = new Natives(library);
    // Before the first connection: its handlers would replace those that the JVM lives by.
    Natives.call(() -> {
      natives.setSignalHandlersEnabled.invokeExact(0);
      return true;
    });
    return new Chdb(natives, List.copyOf(arguments));
  }

  /// Opens a connection; each has its own settings, current database and temporary tables.
  ///
  /// @throws EngineException if the engine refuses
  public Connection open() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment argv = arena.allocate(ADDRESS, arguments.size() + 2L);
      argv.setAtIndex(ADDRESS, 0, arena.allocateFrom("clickhouse"));
      for (int i = 0; i < arguments.size(); i++) {
        argv.setAtIndex(ADDRESS, i + 1, arena.allocateFrom(arguments.get(i)));
      }
      int count = arguments.size() + 1;
      MemorySegment handle =
          Natives.call(() -> (MemorySegment) natives.connect.invokeExact(count, argv));
      if (handle.address() == 0) {
        throw new EngineException("the engine refused a connection, arguments " + arguments);
      }
      return new Connection(natives, handle);
    }
  }
}
