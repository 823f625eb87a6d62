package io.viralstream.gateway.results;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.http.Reply;
import io.viralstream.metrics.read.ComparisonReader;
import io.viralstream.metrics.read.EvaluationResult;
import io.viralstream.metrics.read.ResultsFilter;
import io.viralstream.metrics.read.ResultsReader;
import java.util.List;

/// `GET /v1/results?evaluation=&model=&arm=&benchmark=&category=`: figures with intervals, newest
/// evaluation first, and the arms among them compared on the same items.
public final class GetResults implements Handler<RoutingContext> {
  private static final int OK = 200;
  private static final int USUAL = 50;
  private static final int MOST = 200;

  private final BoundedWork work;
  private final ResultsReader results;
  private final ArmComparisons comparisons;

  public GetResults(BoundedWork work, ResultsReader results, ComparisonReader pairs) {
    this.work = work;
    this.results = results;
    this.comparisons = new ArmComparisons(pairs::compare);
  }

  @Override
  public void handle(RoutingContext context) {
    ResultsFilter filter = filter(new Parameters(context));
    work.run(() -> view(filter))
        .onSuccess(view -> Reply.json(context, OK, view))
        .onFailure(failure -> Reply.failure(context, failure));
  }

  private ResultsView view(ResultsFilter filter) {
    List<EvaluationResult> found = results.results(filter);
    // One category alone is not what the pairs are counted on.
    return ResultsView.of(found, filter.category().isPresent() ? List.of() : comparisons.of(found));
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
