package io.viralstream.gateway.analyses;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.analyses.AnalysisViews.AnalysesView;
import io.viralstream.gateway.analyses.AnalysisViews.AnalysisView;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.http.Reply;
import io.viralstream.gateway.http.StoredPage;
import io.viralstream.metrics.read.AnalysisRows;
import io.viralstream.metrics.read.AnalysisRows.AnalysisFilter;

/// `GET /v1/analyses?model=M&data=D&after=ID&limit=N`: which analyses there are, by page.
public final class GetAnalyses implements Handler<RoutingContext> {
  private static final int OK = 200;
  private static final int MOST = 1_000;

  private final BoundedWork work;
  private final AnalysisRows rows;

  public GetAnalyses(BoundedWork work, AnalysisRows rows) {
    this.work = work;
    this.rows = rows;
  }

  @Override
  public void handle(RoutingContext context) {
    var parameters = new Parameters(context);
    var filter = new AnalysisFilter(parameters.query("model"), parameters.query("data"));
    String after = parameters.query("after", Parameters.HASH).orElse("");
    int limit = parameters.integer("limit", MOST, 1, MOST);
    work.run(() -> list(filter, after, limit))
        .onSuccess(view -> Reply.json(context, OK, view))
        .onFailure(failure -> Reply.failure(context, failure));
  }

  private AnalysesView list(AnalysisFilter filter, String after, int limit) {
    StoredPage<AnalysisView> page =
        StoredPage.read(
            (behind, most) ->
                rows.analyses(filter, behind, most).stream().map(AnalysisView::of).toList(),
            after,
            limit,
            AnalysisView::id,
            AnalysisView::size);
    return new AnalysesView(page.rows(), page.next().orElse(null));
  }
}
