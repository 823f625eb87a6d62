package io.viralstream.gateway.operations;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.http.Reply;

/// `GET /livez`: the event loop turns.
public final class Livez implements Handler<RoutingContext> {
  private static final int OK = 200;

  record LiveView(boolean live) {}

  @Override
  public void handle(RoutingContext context) {
    Reply.json(context, OK, new LiveView(true));
  }
}
