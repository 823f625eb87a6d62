package io.viralstream.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import java.util.Set;

/// Refuses requests that a web page of another site makes a browser send.
///
/// A gateway on loopback has no other guard against them: forms may post across sites without
/// asking, and a name of the attacker's may be made to point at 127.0.0.1.
public final class OriginGuard implements Handler<RoutingContext> {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]", "::1");

  private final boolean loopback;

  /// @param host the address that the gateway listens on
  public OriginGuard(String host) {
    this.loopback = LOOPBACK.contains(host);
  }

  @Override
  public void handle(RoutingContext context) {
    if (allowed(context)) {
      context.next();
    } else {
      Reply.problem(
          context, Problem.of(ProblemKind.FORBIDDEN_ORIGIN, "pages of other sites may not call"));
    }
  }

  private boolean allowed(RoutingContext context) {
    HostAndPort authority = context.request().authority();
    if (authority == null) return false;
    if (loopback && !LOOPBACK.contains(authority.host())) return false;
    String origin = context.request().getHeader(HttpHeaders.ORIGIN);
    return origin == null || origin.equals("http://" + context.request().getHeader("Host"));
  }
}
