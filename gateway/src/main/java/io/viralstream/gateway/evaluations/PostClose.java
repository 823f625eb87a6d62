package io.viralstream.gateway.evaluations;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.http.Reply;

/// `POST /v1/evaluations/{id}/close`: says that no more recorded answers come.
public final class PostClose implements Handler<RoutingContext> {
  private static final int ACCEPTED = 202;

  private final BoundedWork work;
  private final RecordedEvaluations evaluations;

  public PostClose(BoundedWork work, RecordedEvaluations evaluations) {
    this.work = work;
    this.evaluations = evaluations;
  }

  @Override
  public void handle(RoutingContext context) {
    String id = new Parameters(context).path("id", Parameters.HASH);
    work.run(() -> EvaluationView.of(evaluations.close(id)))
        .onSuccess(view -> Reply.json(context, ACCEPTED, view))
        .onFailure(failure -> Reply.failure(context, failure));
  }
}
