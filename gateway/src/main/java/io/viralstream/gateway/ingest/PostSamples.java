package io.viralstream.gateway.ingest;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.batch.Batch;
import io.viralstream.gateway.batch.BatchOutcome;
import io.viralstream.gateway.batch.BatchReader;
import io.viralstream.gateway.batch.BatchWork;
import io.viralstream.gateway.counts.Counts;
import io.viralstream.gateway.http.Body;
import io.viralstream.gateway.http.BodyReader;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.http.Reply;
import io.viralstream.gateway.ingest.SampleIntake.Feed;

/// `POST /v1/samples?feed=F&pass=P`: takes samples into a feed; 202 once what was taken is in the
/// log.
public final class PostSamples implements Handler<RoutingContext> {
  private static final String DEFAULT_FEED = "default";
  private static final int MOST_PASSES = 10_000;
  private static final String PART = "samples";

  private final BodyReader bodies;
  private final BoundedWork work;
  private final BatchReader reader;
  private final BatchWork batches;
  private final SampleIntake samples;
  private final Counts counts;

  public PostSamples(
      BodyReader bodies,
      BoundedWork work,
      BatchReader reader,
      BatchWork batches,
      SampleIntake samples,
      Counts counts) {
    this.bodies = bodies;
    this.work = work;
    this.reader = reader;
    this.batches = batches;
    this.samples = samples;
    this.counts = counts;
  }

  @Override
  public void handle(RoutingContext context) {
    var parameters = new Parameters(context);
    String name = parameters.query("feed", Parameters.NAME).orElse(DEFAULT_FEED);
    var feed = new Feed(name, parameters.integer("pass", 1, 1, MOST_PASSES));
    bodies
        .read(context)
        .compose(body -> work.run(body, () -> take(feed, body)))
        .onSuccess(outcome -> Reply.json(context, outcome.status(), outcome.reply()))
        .onFailure(failure -> Reply.failure(context, failure));
  }

  private BatchOutcome take(Feed feed, Body body) {
    Batch batch = reader.read(body, PART);
    BatchOutcome outcome =
        batches.take(batch, (document, files) -> samples.receive(feed, document, files));
    counts.samples(outcome.reply().taken(), outcome.reply().refused());
    return outcome;
  }
}
