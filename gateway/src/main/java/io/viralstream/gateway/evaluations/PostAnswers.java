package io.viralstream.gateway.evaluations;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.batch.Batch;
import io.viralstream.gateway.batch.BatchOutcome;
import io.viralstream.gateway.batch.BatchReader;
import io.viralstream.gateway.batch.BatchWork;
import io.viralstream.gateway.http.Body;
import io.viralstream.gateway.http.BodyReader;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.http.Reply;
import io.viralstream.schemas.avro.Evaluation;

/// `POST /v1/evaluations/{id}/answers`: takes answers that were given elsewhere.
public final class PostAnswers implements Handler<RoutingContext> {
  private static final String PART = "answers";

  private final BodyReader bodies;
  private final BoundedWork work;
  private final BatchReader reader;
  private final BatchWork batches;
  private final RecordedEvaluations recorded;

  public PostAnswers(
      BodyReader bodies,
      BoundedWork work,
      BatchReader reader,
      BatchWork batches,
      RecordedEvaluations recorded) {
    this.bodies = bodies;
    this.work = work;
    this.reader = reader;
    this.batches = batches;
    this.recorded = recorded;
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
    Batch batch = reader.read(body, PART);
    Evaluation evaluation = recorded.taking(id);
    return batches.take(batch, (document, files) -> recorded.receive(evaluation, document));
  }
}
