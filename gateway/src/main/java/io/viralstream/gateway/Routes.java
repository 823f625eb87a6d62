package io.viralstream.gateway;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.counts.Counts;
import io.viralstream.gateway.http.OriginGuard;
import io.viralstream.gateway.http.Reply;
import io.viralstream.gateway.http.SecurityHeaders;
import io.viralstream.gateway.http.Served;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;

/// The table of addresses: each has one handler, counted under its pattern.
final class Routes {
  private final Router router;
  private final Counts counts;

  /// @param host the address that the gateway listens on
  Routes(Vertx vertx, String host, Counts counts) {
    this.router = Router.router(vertx);
    this.counts = counts;
    router.route().handler(new SecurityHeaders()).handler(new OriginGuard(host));
    router.errorHandler(400, problem(ProblemKind.MALFORMED, "the request cannot be read"));
    router.errorHandler(404, problem(ProblemKind.NOT_FOUND, "no such address"));
    router.errorHandler(405, problem(ProblemKind.METHOD_NOT_ALLOWED, "no such method here"));
    router.errorHandler(500, context -> Reply.failure(context, context.failure()));
  }

  Routes get(String path, Handler<RoutingContext> handler) {
    return on(HttpMethod.GET, path, handler);
  }

  Routes post(String path, Handler<RoutingContext> handler) {
    return on(HttpMethod.POST, path, handler);
  }

  Routes delete(String path, Handler<RoutingContext> handler) {
    return on(HttpMethod.DELETE, path, handler);
  }

  Router router() {
    return router;
  }

  private Routes on(HttpMethod method, String path, Handler<RoutingContext> handler) {
    router.route(method, path).handler(new Served(path, handler, counts));
    return this;
  }

  private static Handler<RoutingContext> problem(ProblemKind kind, String detail) {
    return context -> Reply.problem(context, Problem.of(kind, detail));
  }
}
