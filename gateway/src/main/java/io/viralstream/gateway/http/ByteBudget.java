package io.viralstream.gateway.http;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// How many bytes of heap one purpose may hold at once, over all requests.
public final class ByteBudget {
  /// Permits are KiB, so that they fit an int.
  private static final int UNIT = 1_024;

  private final Semaphore free;

  public ByteBudget(long bytes) {
    this.free = new Semaphore(units(bytes), true);
  }

  /// Bytes that one request holds until it gives them back.
  public static final class Hold implements AutoCloseable {
    private final Semaphore free;
    private final AtomicInteger units;

    private Hold(Semaphore free, int units) {
      this.free = free;
      this.units = new AtomicInteger(units);
    }

    /// Holds so many bytes instead, if the difference is free; for one thread.
    boolean resize(long bytes) {
      int more = units(bytes) - units.get();
      if (more > 0 && !free.tryAcquire(more)) return false;
      if (more < 0) free.release(-more);
      units.addAndGet(more);
      return true;
    }

    /// Gives everything back; a second time there is nothing to give.
    @Override
    public void close() {
      free.release(units.getAndSet(0));
    }
  }

  /// A hold of nothing yet.
  Hold hold() {
    return new Hold(free, 0);
  }

  /// Holds bytes as soon as they are free, in the order of asking.
  Optional<Hold> hold(long bytes, Duration patience) throws InterruptedException {
    int units = units(bytes);
    return free.tryAcquire(units, patience.toMillis(), TimeUnit.MILLISECONDS)
        ? Optional.of(new Hold(free, units))
        : Optional.empty();
  }

  /// Bytes that nobody holds.
  public long free() {
    return (long) free.availablePermits() * UNIT;
  }

  private static int units(long bytes) {
    return Math.toIntExact((bytes + UNIT - 1) / UNIT);
  }
}
