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
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// `POST /v1/ask`: one question, answered in the same request or not at all.
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
  private final InstantSource clock;

  public PostAsk(
      Vertx vertx,
      BodyReader bodies,
      BoundedWork work,
      AskFormat format,
      Asks asks,
      Counts counts,
      InstantSource clock) {
    this.vertx = vertx;
    this.bodies = bodies;
    this.work = work;
    this.format = format;
    this.asks = asks;
    this.counts = counts;
    this.clock = clock;
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
        .timeout(millisLeft(asked), TimeUnit.MILLISECONDS)
        .onFailure(failure -> asked.answer().cancel(false))
        .recover(failure -> Future.failedFuture(timedOut(asked, failure)));
  }

  private long millisLeft(Asks.Asked asked) {
    return Math.max(1, Duration.between(clock.instant(), asked.deadline()).toMillis());
  }

  private static Throwable timedOut(Asks.Asked asked, Throwable failure) {
    return failure instanceof TimeoutException ? timedOut(asked).exception() : failure;
  }

  private static Problem timedOut(Asks.Asked asked) {
    return Problem.of(
        ProblemKind.TIMED_OUT,
        "question " + asked.id() + " had no answer after " + asked.limit().toMillis() + " ms");
  }

  private static AnswerView view(Asks.Asked asked, Answer answer) {
    if (answer.getStatus() != AnswerStatus.ANSWERED) throw failed(asked, answer).exception();
    return new AnswerView(asked.id(), answer.getText().strip(), answer.getModelVersion());
  }

  private static Problem failed(Asks.Asked asked, Answer answer) {
    var failure = TaskFailure.of(answer.getFailure().orElse("the worker gave no reason"));
    return failure.isLate() ? timedOut(asked) : failure.problem();
  }
}
