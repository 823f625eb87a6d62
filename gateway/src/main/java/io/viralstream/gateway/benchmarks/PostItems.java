package io.viralstream.gateway.benchmarks;

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
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;

/// `POST /v1/benchmarks/{name}/items?version=V`: takes items of a version that is not sealed yet.
public final class PostItems implements Handler<RoutingContext> {
  private static final String PART = "items";

  private final BodyReader bodies;
  private final BoundedWork work;
  private final BatchReader reader;
  private final BatchWork batches;
  private final BenchmarkRegistration registration;
  private final Counts counts;

  public PostItems(
      BodyReader bodies,
      BoundedWork work,
      BatchReader reader,
      BatchWork batches,
      BenchmarkRegistration registration,
      Counts counts) {
    this.bodies = bodies;
    this.work = work;
    this.reader = reader;
    this.batches = batches;
    this.registration = registration;
    this.counts = counts;
  }

  @Override
  public void handle(RoutingContext context) {
    VersionName version = version(new Parameters(context));
    bodies
        .read(context)
        .compose(body -> work.run(body, () -> take(version, body)))
        .onSuccess(outcome -> Reply.json(context, outcome.status(), outcome.reply()))
        .onFailure(failure -> Reply.failure(context, failure));
  }

  /// The version that an address names.
  static VersionName version(Parameters parameters) {
    String name = parameters.path("name", Parameters.NAME);
    return parameters
        .query("version", Parameters.HASH)
        .map(version -> new VersionName(name, version))
        .orElseThrow(
            () -> Problem.at("version", ProblemKind.MALFORMED, "version: missing").exception());
  }

  private BatchOutcome take(VersionName version, Body body) {
    Batch batch = reader.read(body, PART);
    BatchOutcome outcome = registration.items(version, intake -> batches.take(batch, intake));
    counts.items(outcome.reply().taken(), outcome.reply().refused());
    return outcome;
  }
}
