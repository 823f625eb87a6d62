package io.viralstream.gateway.benchmarks;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.benchmarks.SealTransaction.SealedView;
import io.viralstream.gateway.http.Body;
import io.viralstream.gateway.http.BodyReader;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.JsonBody;
import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.http.Reply;

/// `POST /v1/benchmarks/{name}/seal`: makes a version of the items that were sent for it.
public final class PostSeal implements Handler<RoutingContext> {
  private static final int OK = 200;

  private final BodyReader bodies;
  private final BoundedWork work;
  private final JsonBody json;
  private final BenchmarkRegistration registration;
  private final int mostItems;

  public PostSeal(
      BodyReader bodies,
      BoundedWork work,
      JsonBody json,
      BenchmarkRegistration registration,
      int mostItems) {
    this.bodies = bodies;
    this.work = work;
    this.json = json;
    this.registration = registration;
    this.mostItems = mostItems;
  }

  @Override
  public void handle(RoutingContext context) {
    String name = new Parameters(context).path("name", Parameters.NAME);
    bodies
        .read(context)
        .compose(body -> work.run(body, () -> seal(name, body)))
        .onSuccess(sealed -> Reply.json(context, OK, sealed))
        .onFailure(failure -> Reply.failure(context, failure));
  }

  private SealedView seal(String name, Body body) {
    return registration.seal(SealRequest.read(name, json.read(body), mostItems));
  }
}
