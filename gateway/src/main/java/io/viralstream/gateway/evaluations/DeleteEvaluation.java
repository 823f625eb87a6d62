package io.viralstream.gateway.evaluations;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.http.Reply;

/// `DELETE /v1/evaluations/{id}`: stops asking.
public final class DeleteEvaluation implements Handler<RoutingContext> {
  private static final int ACCEPTED = 202;

  private final BoundedWork work;
  private final EvaluationRequests requests;

  public DeleteEvaluation(BoundedWork work, EvaluationRequests requests) {
    this.work = work;
    this.requests = requests;
  }

  @Override
  public void handle(RoutingContext context) {
    String id = new Parameters(context).path("id", Parameters.HASH);
    work.run(() -> cancel(id))
        .onSuccess(view -> Reply.json(context, ACCEPTED, view))
        .onFailure(failure -> Reply.failure(context, failure));
  }

  private EvaluationView cancel(String id) {
    return requests
        .cancel(id)
        .map(EvaluationView::of)
        .orElseThrow(() -> GetEvaluation.unknown().exception());
  }
}
