package io.viralstream.gateway.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/// Headers on every reply: data is never a page, never cached, never framed. No CORS headers: other
/// sites' pages cannot read anything.
public final class SecurityHeaders implements Handler<RoutingContext> {
  @Override
  public void handle(RoutingContext context) {
    context
        .response()
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Cache-Control", "no-store")
        .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        .putHeader("Referrer-Policy", "no-referrer");
    context.next();
  }
}
