package io.viralstream.gateway.ingest;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.http.Reply;
import java.util.List;

/// `GET /v1/feeds/{name}/ends/{id}?arm=a&arm=b`: which of these arms cover the end.
public final class GetFeedEnd implements Handler<RoutingContext> {
  private static final int OK = 200;
  private static final int MOST_ARMS = 64;

  private final BoundedWork work;
  private final FeedEnds ends;

  public GetFeedEnd(BoundedWork work, FeedEnds ends) {
    this.work = work;
    this.ends = ends;
  }

  @Override
  public void handle(RoutingContext context) {
    var parameters = new Parameters(context);
    String unused = parameters.path("name", Parameters.NAME);
    String id = parameters.path("id", Parameters.NAME);
    List<String> arms = parameters.queries("arm", Parameters.NAME, MOST_ARMS);
    work.run(() -> ends.coverage(id, arms))
        .onSuccess(view -> Reply.json(context, OK, view))
        .onFailure(failure -> Reply.failure(context, failure));
  }
}
