package io.viralstream.embedded.clickhouse.http;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The heap that all requests together may use to unpack their bodies.
///
/// A block of 32 MiB may come in a body of a few bytes, and twelve of them at once would be more
/// than the heap. So room is taken before an array is made, and who finds none waits.
final class BlockMemory {

  private static final int UNIT = 1 << 10;
  private static final int PATIENCE_SECONDS = 60;

  private final Semaphore units;

  BlockMemory(long bytes) {
    this.units = new Semaphore((int) (bytes / UNIT), true);
  }

  /// @return room for one request, none at first
  Room room() {
    return new Room();
  }

  /// What one request holds; it never waits for more while it holds some.
  final class Room implements AutoCloseable {

    private int held;

    /// Gives back what is held and waits for so many bytes instead.
    ///
    /// @throws RequestRefused if others keep the room for too long
    void take(long bytes) {
      close();
      int wanted = (int) ((bytes + UNIT - 1) / UNIT);
      try {
        if (!units.tryAcquire(wanted, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          throw full();
        }
        held = wanted;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw full();
      }
    }

    private static RequestRefused full() {
      return new RequestRefused(
          503,
          RequestRefused.TOO_MANY_SIMULTANEOUS_QUERIES,
          "body: no room to unpack it, others are being unpacked");
    }

    @Override
    public void close() {
      units.release(held);
      held = 0;
    }
  }
}
