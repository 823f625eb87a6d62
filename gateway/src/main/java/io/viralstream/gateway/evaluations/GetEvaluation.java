package io.viralstream.gateway.evaluations;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.http.Reply;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;

/// `GET /v1/evaluations/{id}`: how far an evaluation is.
public final class GetEvaluation implements Handler<RoutingContext> {
  private static final int OK = 200;

  private final Catalogue catalogue;

  public GetEvaluation(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public void handle(RoutingContext context) {
    String id = new Parameters(context).path("id", Parameters.HASH);
    catalogue.requireWhole();
    catalogue
        .evaluation(id)
        .ifPresentOrElse(
            status -> Reply.json(context, OK, EvaluationView.of(status)),
            () -> Reply.problem(context, unknown()));
  }

  static Problem unknown() {
    return Problem.at("id", ProblemKind.NOT_FOUND, "id: no evaluation has this id");
  }
}
