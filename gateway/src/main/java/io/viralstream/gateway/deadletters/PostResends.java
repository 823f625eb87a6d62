package io.viralstream.gateway.deadletters;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.http.Body;
import io.viralstream.gateway.http.BodyReader;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.JsonBody;
import io.viralstream.gateway.http.Reply;

/// `POST /v1/dead-letters/resend`: sends some letters by id, or a page of a selection.
public final class PostResends implements Handler<RoutingContext> {
  private static final int OK = 200;

  private final BodyReader bodies;
  private final BoundedWork work;
  private final JsonBody json;
  private final DeadLetterResends resends;

  public PostResends(
      BodyReader bodies, BoundedWork work, JsonBody json, DeadLetterResends resends) {
    this.bodies = bodies;
    this.work = work;
    this.json = json;
    this.resends = resends;
  }

  @Override
  public void handle(RoutingContext context) {
    bodies
        .read(context)
        .compose(body -> work.run(body, () -> resend(body)))
        .onSuccess(view -> Reply.json(context, OK, view))
        .onFailure(failure -> Reply.failure(context, failure));
  }

  private ResendsView resend(Body body) {
    return resends.resend(ResendRequest.read(json.read(body)));
  }
}
