package io.viralstream.gateway.analyses;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.batch.BatchOutcome;
import io.viralstream.gateway.batch.BatchReader;
import io.viralstream.gateway.batch.BatchWork;
import io.viralstream.gateway.counts.Counts;
import io.viralstream.gateway.http.Body;
import io.viralstream.gateway.http.BodyReader;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.Reply;

/// `POST /v1/analyses`: takes what was measured of items; 202 once what was taken is in the log.
public final class PostAnalyses implements Handler<RoutingContext> {
  private static final String PART = "analyses";

  private final BodyReader bodies;
  private final BoundedWork work;
  private final BatchReader reader;
  private final BatchWork batches;
  private final AnalysisIntake analyses;
  private final Counts counts;

  public PostAnalyses(
      BodyReader bodies,
      BoundedWork work,
      BatchReader reader,
      BatchWork batches,
      AnalysisIntake analyses,
      Counts counts) {
    this.bodies = bodies;
    this.work = work;
    this.reader = reader;
    this.batches = batches;
    this.analyses = analyses;
    this.counts = counts;
  }

  @Override
  public void handle(RoutingContext context) {
    bodies
        .read(context)
        .compose(body -> work.run(body, () -> take(body)))
        .onSuccess(outcome -> Reply.json(context, outcome.status(), outcome.reply()))
        .onFailure(failure -> Reply.failure(context, failure));
  }

  private BatchOutcome take(Body body) {
    BatchOutcome outcome = batches.take(reader.read(body, PART), analyses);
    counts.analyses(outcome.reply().taken(), outcome.reply().refused());
    return outcome;
  }
}
