package io.viralstream.gateway.arms;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.arms.Arms.ArmView;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.Reply;
import java.util.List;

/// `GET /v1/arms`: the arms alone, for who waits for one and need not know how everything is.
public final class GetArms implements Handler<RoutingContext> {
  private static final int OK = 200;

  private record ArmsView(List<ArmView> arms) {}

  private final BoundedWork work;
  private final Arms arms;

  public GetArms(BoundedWork work, Arms arms) {
    this.work = work;
    this.arms = arms;
  }

  @Override
  public void handle(RoutingContext context) {
    work.run(arms::look)
        .onSuccess(views -> Reply.json(context, OK, new ArmsView(views)))
        .onFailure(failure -> Reply.failure(context, failure));
  }
}
