package io.viralstream.gateway.ingest;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.http.Reply;

/// `POST /v1/feeds/{name}/end`: closes what was acknowledged before it.
public final class PostFeedEnd implements Handler<RoutingContext> {
  private static final int ACCEPTED = 202;

  private final BoundedWork work;
  private final FeedEnds ends;

  public PostFeedEnd(BoundedWork work, FeedEnds ends) {
    this.work = work;
    this.ends = ends;
  }

  @Override
  public void handle(RoutingContext context) {
    String feed = new Parameters(context).path("name", Parameters.NAME);
    work.run(() -> ends.end(feed))
        .onSuccess(ended -> Reply.json(context, ACCEPTED, ended))
        .onFailure(failure -> Reply.failure(context, failure));
  }
}
