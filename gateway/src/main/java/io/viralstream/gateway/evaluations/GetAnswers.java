package io.viralstream.gateway.evaluations;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.benchmarks.VersionName;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.http.Reply;

/// `GET /v1/evaluations/{id}/answers?after=ID&limit=N`: the answers that counted in an evaluation
/// that is over, by page.
public final class GetAnswers implements Handler<RoutingContext> {
  private static final int OK = 200;
  private static final int MOST = 1_000;

  private final BoundedWork work;
  private final AnswerListing answers;

  public GetAnswers(BoundedWork work, AnswerListing answers) {
    this.work = work;
    this.answers = answers;
  }

  @Override
  public void handle(RoutingContext context) {
    var parameters = new Parameters(context);
    String id = parameters.path("id", Parameters.HASH);
    String after = parameters.query("after", VersionName.ITEM).orElse("");
    int limit = parameters.integer("limit", MOST, 1, MOST);
    work.run(() -> answers.read(id, after, limit))
        .onSuccess(view -> Reply.json(context, OK, view))
        .onFailure(failure -> Reply.failure(context, failure));
  }
}
