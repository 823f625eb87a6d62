package io.viralstream.gateway.results;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.http.Reply;
import io.viralstream.metrics.read.ResultsFilter;
import io.viralstream.metrics.read.ResultsReader;

/// `GET /v1/results?evaluation=&model=&arm=&benchmark=&category=`: figures with intervals, newest
/// evaluation first.
public final class GetResults implements Handler<RoutingContext> {
  private static final int OK = 200;
  private static final int USUAL = 50;
  private static final int MOST = 200;

  private final BoundedWork work;
  private final ResultsReader results;

  public GetResults(BoundedWork work, ResultsReader results) {
    this.work = work;
    this.results = results;
  }

  @Override
  public void handle(RoutingContext context) {
    var filter = filter(new Parameters(context));
    work.run(() -> ResultsView.of(results.results(filter)))
        .onSuccess(view -> Reply.json(context, OK, view))
        .onFailure(failure -> Reply.failure(context, failure));
  }

  private static ResultsFilter filter(Parameters parameters) {
    return new ResultsFilter(
        parameters.query("evaluation", Parameters.HASH),
        parameters.query("model").filter(model -> !model.isEmpty()),
        parameters.query("arm", Parameters.NAME),
        parameters.query("benchmark", Parameters.NAME),
        parameters.query("category").filter(category -> !category.isEmpty()),
        parameters.integer("limit", USUAL, 1, MOST));
  }
}
