package io.viralstream.metrics.write;

import io.viralstream.metrics.ClickHouseUnavailableException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Inserts the rows of several partitions, some at a time: an insert mostly waits for the server.
final class Inserts {
  private static final int AT_ONCE = 4;

  private Inserts() {}

  /// Returns once every insert has ended.
  ///
  /// @throws RuntimeException that of the first insert which failed; the others may be stored
  static void run(List<Runnable> inserts) {
    try (ExecutorService threads =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      inserts.stream().map(threads::submit).toList().forEach(Inserts::await);
    }
  }

  private static void await(Future<?> insert) {
    try {
      insert.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClickHouseUnavailableException("interrupted while waiting for ClickHouse", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) throw error;
      throw (RuntimeException) e.getCause();
    }
  }
}
