package io.viralstream.gateway.results;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.http.Reply;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.metrics.read.SampleReader;

/// `GET /v1/samples/{id}`: a sample, the steps that trained on it, the model versions that
/// followed.
public final class GetSample implements Handler<RoutingContext> {
  private static final int OK = 200;

  private final BoundedWork work;
  private final SampleReader samples;

  public GetSample(BoundedWork work, SampleReader samples) {
    this.work = work;
    this.samples = samples;
  }

  @Override
  public void handle(RoutingContext context) {
    String id = new Parameters(context).path("id", Parameters.HASH);
    work.run(() -> find(id))
        .onSuccess(view -> Reply.json(context, OK, view))
        .onFailure(failure -> Reply.failure(context, failure));
  }

  private SampleView find(String id) {
    return samples
        .lineage(id)
        .map(SampleView::of)
        .orElseThrow(() ->
            Problem.at("id", ProblemKind.NOT_FOUND, "id: no sample of this id is stored")
                .exception());
  }
}
