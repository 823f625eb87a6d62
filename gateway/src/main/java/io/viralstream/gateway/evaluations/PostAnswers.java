package io.viralstream.gateway.evaluations;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.batch.Batch;
import io.viralstream.gateway.batch.BatchOutcome;
import io.viralstream.gateway.batch.BatchReader;
import io.viralstream.gateway.batch.BatchWork;
import io.viralstream.gateway.benchmarks.SealedItems;
import io.viralstream.gateway.counts.Counts;
import io.viralstream.gateway.http.Body;
import io.viralstream.gateway.http.BodyReader;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.http.Reply;
import io.viralstream.gateway.kafka.Outbox;
import io.viralstream.schemas.avro.Evaluation;
import java.time.Clock;

/// `POST /v1/evaluations/{id}/answers`: takes recorded answers; 202 once what was taken is in the
/// log.
public final class PostAnswers implements Handler<RoutingContext> {
  private static final String PART = "answers";

  private final BodyReader bodies;
  private final BoundedWork work;
  private final BatchReader reader;
  private final BatchWork batches;
  private final RecordedEvaluations evaluations;
  private final Destination destination;
  private final Counts counts;

  /// Where answers go, and which items there are.
  ///
  /// @param longest characters of an answer
  public record Destination(SealedItems sealed, Outbox outbox, Clock clock, int longest) {
    private AnswerBatch batch(Evaluation evaluation) {
      return new AnswerBatch(evaluation, sealed, outbox, clock, longest);
    }
  }

  public PostAnswers(
      BodyReader bodies,
      BoundedWork work,
      BatchReader reader,
      BatchWork batches,
      RecordedEvaluations evaluations,
      Destination destination,
      Counts counts) {
    this.bodies = bodies;
    this.work = work;
    this.reader = reader;
    this.batches = batches;
    this.evaluations = evaluations;
    this.destination = destination;
    this.counts = counts;
  }

  @Override
  public void handle(RoutingContext context) {
    String id = new Parameters(context).path("id", Parameters.HASH);
    bodies
        .read(context)
        .compose(body -> work.run(body, () -> take(id, body)))
        .onSuccess(outcome -> Reply.json(context, outcome.status(), outcome.reply()))
        .onFailure(failure -> Reply.failure(context, failure));
  }

  private BatchOutcome take(String id, Body body) {
    Evaluation evaluation = evaluations.taking(id).evaluation();
    Batch batch = reader.read(body, PART);
    BatchOutcome outcome = batches.take(batch, destination.batch(evaluation));
    counts.answers(outcome.reply().taken(), outcome.reply().refused());
    return outcome;
  }
}
