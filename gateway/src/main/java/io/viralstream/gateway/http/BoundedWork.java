package io.viralstream.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.FatalErrors;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// Runs what may block (parsing, decoding, sending, asking the store) on virtual threads, a bounded
/// number at once; the result comes back on the event loop.
///
/// A full house answers at once instead of queueing: the client knows best when to try again. Only
/// for heap a body waits a moment.
public final class BoundedWork implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final int capacity;
  private final Semaphore free;
  private final ByteBudget heap;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /// Work that begins without a body.
  public BoundedWork(Vertx vertx, int capacity) {
    this(vertx, capacity, 0);
  }

  /// @param heap bytes that all bodies may take while they are handled
  public BoundedWork(Vertx vertx, int capacity, long heap) {
    this.vertx = vertx;
    this.capacity = capacity;
    this.heap = new ByteBudget(heap);
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

  /// The same with a body, for which there has to be room on the heap.
  public <T> Future<T> run(Body body, Callable<T> task) {
    return run(() -> withRoom(body, task)).onComplete(done -> body.handled());
  }

  /// From here on the body counts among what is handled, no more among what comes in.
  private <T> T withRoom(Body body, Callable<T> task) throws Exception {
    Optional<ByteBudget.Hold> room = heap.hold(HandledBody.heap(body.bytes().length), PATIENCE);
    body.counted();
    if (room.isEmpty())
      throw Problem.of(ProblemKind.UNAVAILABLE, "too many bytes are being handled").exception();
    try (ByteBudget.Hold held = room.get()) {
      return task.call();
    }
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
      FatalErrors.endOn(failure);
      // Whatever else it is belongs to the one who waits: it is logged where the reply is made.
      free.release();
      result.completeExceptionally(failure);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
