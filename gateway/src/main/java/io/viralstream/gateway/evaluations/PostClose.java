package io.viralstream.gateway.evaluations;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.http.Reply;

/// `POST /v1/evaluations/{id}/close`: no more recorded answers come.
public final class PostClose implements Handler<RoutingContext> {
  private static final int ACCEPTED = 202;

  private final BoundedWork work;
  private final RecordedEvaluations recorded;

  public PostClose(BoundedWork work, RecordedEvaluations recorded) {
    this.work = work;
    this.recorded = recorded;
  }

  @Override
  public void handle(RoutingContext context) {
    String id = new Parameters(context).path("id", Parameters.HASH);
    work.run(() -> EvaluationView.of(recorded.close(id)))
        .onSuccess(view -> Reply.json(context, ACCEPTED, view))
        .onFailure(failure -> Reply.failure(context, failure));
  }
}
