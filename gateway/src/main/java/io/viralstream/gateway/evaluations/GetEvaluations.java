package io.viralstream.gateway.evaluations;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.gateway.http.Reply;
import java.util.List;

/// `GET /v1/evaluations`: the newest ones.
public final class GetEvaluations implements Handler<RoutingContext> {
  private static final int OK = 200;
  private static final int MOST = 200;

  record EvaluationsView(List<EvaluationView> evaluations) {}

  private final Catalogue catalogue;

  public GetEvaluations(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public void handle(RoutingContext context) {
    catalogue.requireWhole();
    List<EvaluationView> views =
        catalogue.newestEvaluations(MOST).stream().map(EvaluationView::of).toList();
    Reply.json(context, OK, new EvaluationsView(views));
  }
}
