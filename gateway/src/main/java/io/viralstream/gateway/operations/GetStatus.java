package io.viralstream.gateway.operations;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.Reply;

/// `GET /v1/status`: the whole system on one screen.
public final class GetStatus implements Handler<RoutingContext> {
  private static final int OK = 200;

  private final BoundedWork work;
  private final Overview overview;

  public GetStatus(BoundedWork work, Overview overview) {
    this.work = work;
    this.overview = overview;
  }

  @Override
  public void handle(RoutingContext context) {
    work.run(overview::look)
        .onSuccess(view -> Reply.json(context, OK, view))
        .onFailure(failure -> Reply.failure(context, failure));
  }
}
