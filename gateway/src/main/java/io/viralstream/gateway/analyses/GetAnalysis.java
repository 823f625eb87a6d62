package io.viralstream.gateway.analyses;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.analyses.AnalysisViews.MeansView;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.http.Reply;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.metrics.read.AnalysisRows;
import io.viralstream.metrics.read.AnalysisRows.FigureKey;
import io.viralstream.metrics.read.AnalysisRows.StoredAnalysis;
import java.util.Optional;

/// `GET /v1/analyses/{id}?after=CURSOR&limit=N`: what an analysis found by measure, layer and head,
/// over all its items, by page.
public final class GetAnalysis implements Handler<RoutingContext> {
  private static final int OK = 200;
  private static final int MOST = 1_000;

  private final BoundedWork work;
  private final AnalysisRows rows;

  public GetAnalysis(BoundedWork work, AnalysisRows rows) {
    this.work = work;
    this.rows = rows;
  }

  @Override
  public void handle(RoutingContext context) {
    var parameters = new Parameters(context);
    String id = parameters.path("id", Parameters.HASH);
    Optional<FigureKey> after =
        parameters.query("after", FigureCursor.OF_MEASURES).map(FigureCursor::key);
    int limit = parameters.integer("limit", MOST, 1, MOST);
    work.run(() -> MeansView.of(stored(rows, id), rows.means(id, after, limit), limit))
        .onSuccess(view -> Reply.json(context, OK, view))
        .onFailure(failure -> Reply.failure(context, failure));
  }

  /// @throws io.viralstream.gateway.problem.ProblemException where the store has no item of it yet
  static StoredAnalysis stored(AnalysisRows rows, String id) {
    return rows.find(id)
        .orElseThrow(() ->
            Problem.of(ProblemKind.NOT_FOUND, "the store has no analysis of this id").exception());
  }
}
