package io.viralstream.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// Runs what may block (parsing, decoding, sending, asking the store) on virtual threads, a bounded
/// number at once; the result comes back on the event loop.
///
/// A full house answers at once instead of queueing: the client knows best when to try again.
public final class BoundedWork implements AutoCloseable {
  private final Vertx vertx;
  private final int capacity;
  private final Semaphore free;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  public BoundedWork(Vertx vertx, int capacity) {
    this.vertx = vertx;
    this.capacity = capacity;
    this.free = new Semaphore(capacity);
  }

  public <T> Future<T> run(Callable<T> task) {
    if (!free.tryAcquire()) {
      return Future.failedFuture(
          Problem.of(ProblemKind.UNAVAILABLE, "too many requests are being handled").exception());
    }
    var result = new CompletableFuture<T>();
    threads.execute(() -> complete(result, task));
    return Future.fromCompletionStage(result, vertx.getOrCreateContext());
  }

  /// How many tasks run now.
  public int running() {
    return capacity - free.availablePermits();
  }

  private <T> void complete(CompletableFuture<T> result, Callable<T> task) {
    try {
      T value = task.call();
      free.release();
      result.complete(value);
    } catch (Throwable failure) {
      // Whatever it is belongs to the one who waits: errors are logged where the reply is made.
      free.release();
      result.completeExceptionally(failure);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
