package io.viralstream.gateway.results;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.http.Reply;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemException;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.metrics.read.ComparisonReader;
import io.viralstream.metrics.read.EvaluationResult;
import io.viralstream.metrics.read.ResultsFilter;
import io.viralstream.metrics.read.ResultsFilter.Cursor;
import io.viralstream.metrics.read.ResultsReader;
import java.util.List;
import java.util.Optional;

/// `GET /v1/results?evaluation=&model=&against=&arm=&benchmark=&category=&after=&limit=`: figures
/// with intervals, newest evaluation first, page after page, and the arms among them compared on
/// the same items; with `against` the two models alone.
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
    ArmComparisons.Outcome outcome =
        filter.category().isPresent()
            ? new ArmComparisons.Outcome(List.of(), List.of())
            : compared(found, filter);
    return ResultsView.of(found, outcome.comparisons(), outcome.refused(), filter.limit());
  }

  private ArmComparisons.Outcome compared(List<EvaluationResult> found, ResultsFilter filter) {
    if (filter.against().isEmpty())
      return new ArmComparisons.Outcome(comparisons.of(found), List.of());
    return comparisons.of(found, filter.model().orElseThrow(), filter.against().get());
  }

  private static ResultsFilter filter(Parameters parameters) {
    Optional<String> model = parameters.query("model").filter(name -> !name.isEmpty());
    Optional<String> against = parameters.query("against").filter(name -> !name.isEmpty());
    if (against.isPresent() && (model.isEmpty() || model.equals(against)))
      throw malformed("against", "expected another model than that of model");
    return new ResultsFilter(
        parameters.query("evaluation", Parameters.HASH),
        model,
        against,
        parameters.query("arm", Parameters.NAME),
        parameters.query("benchmark", Parameters.NAME),
        parameters.query("category").filter(category -> !category.isEmpty()),
        parameters
            .query("after")
            .map(text ->
                Cursor.of(text).orElseThrow(() -> malformed("after", "expected what `next` said"))),
        parameters.integer("limit", USUAL, 1, MOST));
  }

  private static ProblemException malformed(String name, String detail) {
    return Problem.at(name, ProblemKind.MALFORMED, name + ": " + detail).exception();
  }
}
