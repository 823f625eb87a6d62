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
import java.util.Optional;
import java.util.function.Supplier;

/// The table of addresses: each has one handler, counted under its pattern.
final class Routes {
  private final Router router;
  private final Supplier<Optional<String>> shortage;
  private final Counts counts;

  /// @param host the address that the gateway listens on
  /// @param shortage why nothing more can be taken in, where that is so
  Routes(Vertx vertx, String host, Supplier<Optional<String>> shortage, Counts counts) {
    this.router = Router.router(vertx);
    this.shortage = shortage;
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

  /// What is posted is written somewhere, so that it is refused where there is no room.
  Routes post(String path, Handler<RoutingContext> handler) {
    return on(HttpMethod.POST, path, context -> handleWithRoom(context, handler));
  }

  private void handleWithRoom(RoutingContext context, Handler<RoutingContext> handler) {
    shortage
        .get()
        .ifPresentOrElse(
            why -> Reply.problem(context, Problem.of(ProblemKind.UNAVAILABLE, why)),
            () -> handler.handle(context));
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
