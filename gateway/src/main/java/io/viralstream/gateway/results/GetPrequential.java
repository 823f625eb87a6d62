package io.viralstream.gateway.results;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.http.Reply;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemException;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.metrics.read.PrequentialCurves;
import io.viralstream.metrics.read.PrequentialQuery;
import java.util.Optional;
import java.util.function.Function;

/// `GET /v1/prequential?arm=&feed=&category=&window=&fading=&points=`: how an arm's guesses and
/// losses went, measured on each sample before it was learnt.
public final class GetPrequential implements Handler<RoutingContext> {
  private static final int OK = 200;

  private final BoundedWork work;
  private final Function<PrequentialQuery, PrequentialCurves> curves;

  public GetPrequential(BoundedWork work, Function<PrequentialQuery, PrequentialCurves> curves) {
    this.work = work;
    this.curves = curves;
  }

  @Override
  public void handle(RoutingContext context) {
    PrequentialQuery query = query(new Parameters(context));
    work.run(() -> PrequentialView.of(query, curves.apply(query)))
        .onSuccess(view -> Reply.json(context, OK, view))
        .onFailure(failure -> Reply.failure(context, failure));
  }

  private static PrequentialQuery query(Parameters parameters) {
    return new PrequentialQuery(
        parameters.query("arm", Parameters.NAME).orElseThrow(() -> malformed("arm", "missing")),
        parameters.query("feed", Parameters.NAME),
        parameters.query("category").filter(category -> !category.isEmpty()),
        parameters.integer(
            "window", PrequentialQuery.USUAL_WINDOW, 1, PrequentialQuery.MOST_WINDOW),
        fading(parameters.query("fading")),
        parameters.integer(
            "points", PrequentialQuery.USUAL_POINTS, 1, PrequentialQuery.MOST_POINTS));
  }

  private static double fading(Optional<String> text) {
    try {
      double fading = text.map(Double::parseDouble).orElse(PrequentialQuery.USUAL_FADING);
      if (fading > 0 && fading <= 1) return fading;
    } catch (NumberFormatException notANumber) {
      throw malformed("fading", "is not a number");
    }
    throw malformed("fading", "is not above 0 and at most 1");
  }

  private static ProblemException malformed(String name, String detail) {
    return Problem.at(name, ProblemKind.MALFORMED, name + ": " + detail).exception();
  }
}
