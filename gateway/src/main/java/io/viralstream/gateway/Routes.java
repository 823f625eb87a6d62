package io.viralstream.gateway;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.counts.Counts;
import io.viralstream.gateway.http.OriginGuard;
import io.viralstream.gateway.http.OtherMethods;
import io.viralstream.gateway.http.Reply;
import io.viralstream.gateway.http.TimedHandler;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/// The table of addresses: each has one handler, counted under its pattern.
final class Routes {
  private final Router router;
  private final Supplier<Optional<String>> shortage;
  private final Counts counts;
  private final Map<String, SortedSet<String>> methods = new LinkedHashMap<>();

  /// @param host the address that the gateway listens on
  /// @param shortage why nothing more can be taken in, where that is so
  Routes(Vertx vertx, String host, Supplier<Optional<String>> shortage, Counts counts) {
    this.router = Router.router(vertx);
    this.shortage = shortage;
    this.counts = counts;
    router.route().handler(Routes::addSecurityHeaders).handler(new OriginGuard(host));
    router.errorHandler(400, problem(ProblemKind.MALFORMED, "the request cannot be read"));
    router.errorHandler(404, problem(ProblemKind.NOT_FOUND, "no such address"));
    router.errorHandler(500, context -> Reply.failure(context, context.failure()));
  }

  /// What can be got can be asked for its head alone.
  Routes get(String path, Handler<RoutingContext> handler) {
    return on(HttpMethod.GET, path, handler).on(HttpMethod.HEAD, path, handler);
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

  /// All of them, and behind them what answers methods that an address does not take.
  Router router() {
    methods.forEach((path, taken) -> router.route(path).handler(new OtherMethods(taken)));
    return router;
  }

  private Routes on(HttpMethod method, String path, Handler<RoutingContext> handler) {
    methods.computeIfAbsent(path, fresh -> new TreeSet<>()).add(method.name());
    router.route(method, path).handler(new TimedHandler(path, handler, counts));
    return this;
  }

  private static Handler<RoutingContext> problem(ProblemKind kind, String detail) {
    return context -> Reply.problem(context, Problem.of(kind, detail));
  }

  /// On every reply: data is never a page, never cached, never framed. No CORS headers: other
  /// sites' pages cannot read anything.
  private static void addSecurityHeaders(RoutingContext context) {
    context
        .response()
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Cache-Control", "no-store")
        .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        .putHeader("Referrer-Policy", "no-referrer");
    context.next();
  }
}
