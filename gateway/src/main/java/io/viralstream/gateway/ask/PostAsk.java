package io.viralstream.gateway.ask;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.counts.Counts;
import io.viralstream.gateway.http.BodyReader;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.Reply;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.AnswerStatus;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// `POST /v1/ask`: one question about one picture, answered in the same request or not at all.
///
/// While it waits it holds a place among the pending, but no thread.
public final class PostAsk implements Handler<RoutingContext> {
  private static final int OK = 200;

  private final Vertx vertx;
  private final BodyReader bodies;
  private final BoundedWork work;
  private final AskFormat format;
  private final Asks asks;
  private final Counts counts;
  private final Duration limit;

  /// @param limit how long a client waits once its question is in the log
  public PostAsk(
      Vertx vertx,
      BodyReader bodies,
      BoundedWork work,
      AskFormat format,
      Asks asks,
      Counts counts,
      Duration limit) {
    this.vertx = vertx;
    this.bodies = bodies;
    this.work = work;
    this.format = format;
    this.asks = asks;
    this.counts = counts;
    this.limit = limit;
  }

  record AnswerView(String id, String answer, String model) {}

  @Override
  public void handle(RoutingContext context) {
    long began = System.nanoTime();
    bodies
        .read(context)
        .compose(body -> work.run(body, () -> asks.ask(format.read(body))))
        .compose(asked -> answered(asked).map(answer -> view(asked, answer)))
        .onSuccess(view -> {
          counts.answered(Duration.ofNanos(System.nanoTime() - began));
          Reply.json(context, OK, view);
        })
        .onFailure(failure -> Reply.failure(context, failure));
  }

  private Future<Answer> answered(Asks.Asked asked) {
    return Future.fromCompletionStage(asked.answer(), vertx.getOrCreateContext())
        .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(failure -> asked.answer().cancel(false))
        .recover(failure -> Future.failedFuture(timedOut(asked, failure)));
  }

  private Throwable timedOut(Asks.Asked asked, Throwable failure) {
    if (!(failure instanceof TimeoutException)) return failure;
    return Problem.of(
            ProblemKind.TIMED_OUT,
            "question " + asked.id() + " had no answer after " + limit.toMillis() + " ms")
        .exception();
  }

  private static AnswerView view(Asks.Asked asked, Answer answer) {
    if (answer.getStatus() != AnswerStatus.ANSWERED)
      throw Problem.of(
              ProblemKind.TASK_FAILED, answer.getFailure().orElse("the worker gave no reason"))
          .exception();
    return new AnswerView(asked.id(), answer.getText().strip(), answer.getModelVersion());
  }
}
