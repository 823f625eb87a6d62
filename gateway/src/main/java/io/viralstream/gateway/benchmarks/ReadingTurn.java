package io.viralstream.gateway.benchmarks;

import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Lets one version's items at a time be read from the log: a million of them take 80 MiB.
final class ReadingTurn {
  private final Semaphore free = new Semaphore(1, true);
  private final Duration patience;

  /// @param patience how long a request waits for those before it
  ReadingTurn(Duration patience) {
    this.patience = patience;
  }

  /// Blocks: not for the event loop.
  ///
  /// @param work reads the items, and needs them no more when it returns
  /// @throws io.viralstream.gateway.problem.ProblemException where others read for too long
  <T> T take(Supplier<T> work) {
    await();
    try {
      return work.get();
    } finally {
      free.release();
    }
  }

  private void await() {
    try {
      if (free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.of(ProblemKind.UNAVAILABLE, "the gateway is stopping").exception();
    }
    throw Problem.of(ProblemKind.UNAVAILABLE, "other versions are being read").exception();
  }
}
