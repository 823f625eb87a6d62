package io.viralstream.gateway.ask;

import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.avro.Answer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// The questions that wait for an answer, a bounded number of them.
///
/// An answer and a deadline may come at the same moment, on two threads. A future completes only
/// once, so its place is given back once, and whichever comes second changes nothing.
public final class PendingAsks {
  private final Map<String, CompletableFuture<Answer>> byId = new ConcurrentHashMap<>();
  private final Semaphore free;

  public PendingAsks(int most) {
    this.free = new Semaphore(most);
  }

  /// The future completes with the answer; once it is complete in any way, its place is free.
  CompletableFuture<Answer> open(String id) {
    if (!free.tryAcquire())
      throw Problem.of(ProblemKind.UNAVAILABLE, "too many questions wait for an answer")
          .exception();
    var answer = new CompletableFuture<Answer>();
    byId.put(id, answer);
    CompletableFuture<Answer> unused =
        answer.whenComplete((value, failure) -> {
          byId.remove(id);
          free.release();
        });
    return answer;
  }

  /// Gives an answer to the request that waits for it; read only where one does.
  void answer(String id, Supplier<Answer> read) {
    CompletableFuture<Answer> waiting = byId.get(id);
    if (waiting != null) waiting.complete(read.get());
  }

  public int waiting() {
    return byId.size();
  }
}
