package io.viralstream.workers.infer;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/// The one thread that runs the model, most urgent work first, else in the order of arrival.
///
/// Work that has begun is finished, but questions to the same model join it between two tokens: a
/// live question waits at most for a batch of another model.
final class ModelThread implements AutoCloseable {
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  /// @param work whose questions it answers, if it is of that kind
  private record Queued(Urgency urgency, long number, Optional<AnswerWork> work, Runnable body) {}

  private final Answerer answerer;
  private final PriorityBlockingQueue<Queued> waiting =
      new PriorityBlockingQueue<>(
          16, Comparator.comparing(Queued::urgency).thenComparingLong(Queued::number));
  private final AtomicLong numbers = new AtomicLong();
  private final Thread thread;
  private volatile boolean stopping;

  /// @param answerer stays the caller's to close, by [#submit]
  ModelThread(Answerer answerer) {
    this.answerer = answerer;
    thread = Thread.ofPlatform().name("model").daemon().start(this::run);
  }

  /// Runs a body on the model thread; what it throws fails the future.
  <T> CompletableFuture<T> submit(Urgency urgency, Callable<T> body) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Runnable completing =
        () -> {
          try {
            result.complete(body.call());
          } catch (Throwable failure) { // even an Error must reach the one who waits
            result.completeExceptionally(failure);
          }
        };
    waiting.add(new Queued(urgency, numbers.getAndIncrement(), Optional.empty(), completing));
    return result;
  }

  /// Has work answered when its turn comes, or beside other work that runs.
  CompletableFuture<List<Reply>> answer(Urgency urgency, AnswerWork work) {
    Runnable body =
        () -> {
          try {
            answerer.answer(work, () -> joining(work));
          } catch (Throwable failure) { // even an Error must reach the one who waits
            work.replies().completeExceptionally(failure);
          }
        };
    waiting.add(new Queued(urgency, numbers.getAndIncrement(), Optional.of(work), body));
    return work.replies();
  }

  /// The next work in turn, if it may join what runs; nothing that may not is passed over.
  private Optional<AnswerWork> joining(AnswerWork running) {
    Queued next = stopping ? null : waiting.poll();
    if (next == null) return Optional.empty();
    Optional<AnswerWork> fits = next.work().filter(work -> work.joins(running));
    if (fits.isEmpty()) waiting.add(next);
    return fits;
  }

  private void run() {
    try {
      while (!stopping) waiting.take().body().run();
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends after the work that runs, but waits for it no longer than seconds; what waits is never
  /// answered.
  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
    try {
      thread.join(FAREWELL);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
