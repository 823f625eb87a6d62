package io.viralstream.gateway.operations;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.http.Reply;

/// `GET /metrics`: the gateway's own figures in Prometheus' text format.
public final class GetMetrics implements Handler<RoutingContext> {
  private final PrometheusMeterRegistry registry;

  public GetMetrics(PrometheusMeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void handle(RoutingContext context) {
    Reply.text(context, "text/plain; version=0.0.4; charset=utf-8", registry.scrape());
  }
}
