package io.viralstream.models.checkpoint;

import java.lang.foreign.Arena;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts who uses the mapping of a file, and unmaps it when nobody does any more.
///
/// Waiting for the collector instead would keep the file of a closed model in memory for as long as
/// the heap has room.
final class MappedUse implements AutoCloseable {
  private final Arena arena = Arena.ofShared();
  private final AtomicInteger users = new AtomicInteger(1);

  Arena arena() {
    return arena;
  }

  /// One user more, and how it says that it is done.
  Runnable user() {
    users.incrementAndGet();
    return this::close;
  }

  /// The one who opened the file is done.
  @Override
  public void close() {
    if (users.decrementAndGet() == 0) arena.close();
  }
}
