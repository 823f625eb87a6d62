package io.viralstream.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import java.util.Collection;

/// Behind the handlers of an address: 405 for a method that none of them takes, and 204 for
/// OPTIONS, both with the methods that are taken. Nothing is said to pages of other sites.
public final class OtherMethods implements Handler<RoutingContext> {
  private static final int NO_CONTENT = 204;

  private final String taken;

  public OtherMethods(Collection<String> taken) {
    this.taken = String.join(", ", taken) + ", OPTIONS";
  }

  @Override
  public void handle(RoutingContext context) {
    context.response().putHeader(HttpHeaders.ALLOW, taken);
    if (context.request().method().equals(HttpMethod.OPTIONS)) {
      context.response().setStatusCode(NO_CONTENT).end();
    } else {
      Reply.problem(
          context, Problem.of(ProblemKind.METHOD_NOT_ALLOWED, "this address takes " + taken));
    }
  }
}
