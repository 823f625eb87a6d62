package io.viralstream.gateway.analyses;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.analyses.AnalysisViews.FiguresView;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.http.Reply;
import io.viralstream.metrics.read.AnalysisRows;
import io.viralstream.metrics.read.AnalysisRows.FigurePlace;
import io.viralstream.metrics.read.AnalysisRows.StoredAnalysis;
import java.util.Optional;

/// `GET /v1/analyses/{id}/figures?measure=M&after=CURSOR&limit=N`: the figures of an analysis, item
/// by item, by page.
public final class GetFigures implements Handler<RoutingContext> {
  private static final int OK = 200;
  private static final int MOST = 1_000;

  private final BoundedWork work;
  private final AnalysisRows rows;

  public GetFigures(BoundedWork work, AnalysisRows rows) {
    this.work = work;
    this.rows = rows;
  }

  @Override
  public void handle(RoutingContext context) {
    var parameters = new Parameters(context);
    String id = parameters.path("id", Parameters.HASH);
    Optional<String> measure = parameters.query("measure", Parameters.NAME);
    Optional<FigurePlace> after =
        parameters.query("after", FigureCursor.OF_ITEMS).map(FigureCursor::place);
    int limit = parameters.integer("limit", MOST, 1, MOST);
    work.run(() -> figures(id, measure, after, limit))
        .onSuccess(view -> Reply.json(context, OK, view))
        .onFailure(failure -> Reply.failure(context, failure));
  }

  private FiguresView figures(
      String id, Optional<String> measure, Optional<FigurePlace> after, int limit) {
    StoredAnalysis unused = GetAnalysis.stored(rows, id);
    return FiguresView.of(rows.figures(id, measure, after, limit), limit);
  }
}
