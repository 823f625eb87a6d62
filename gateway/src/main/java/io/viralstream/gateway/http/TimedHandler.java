package io.viralstream.gateway.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.counts.Counts;
import java.time.Duration;

/// Around every route: counts and times its requests, and turns what it throws into a problem.
public final class TimedHandler implements Handler<RoutingContext> {
  private final String route;
  private final Handler<RoutingContext> handler;
  private final Counts counts;

  /// @param route the pattern of the path, under which it is counted
  public TimedHandler(String route, Handler<RoutingContext> handler, Counts counts) {
    this.route = route;
    this.handler = handler;
    this.counts = counts;
  }

  @Override
  public void handle(RoutingContext context) {
    long began = System.nanoTime();
    context.addEndHandler(end ->
        counts.request(
            context.request().method().name(),
            route,
            context.response().getStatusCode(),
            Duration.ofNanos(System.nanoTime() - began)));
    try {
      handler.handle(context);
    } catch (RuntimeException failure) {
      Reply.failure(context, failure);
    }
  }
}
