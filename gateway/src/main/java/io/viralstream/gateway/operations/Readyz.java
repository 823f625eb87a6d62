package io.viralstream.gateway.operations;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.Reply;
import io.viralstream.gateway.operations.Probe.ComponentView;
import java.util.List;

/// `GET /readyz`: 200 where every component is up, else 503 with the reasons.
public final class Readyz implements Handler<RoutingContext> {
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  record ReadyView(boolean ready, List<ComponentView> components) {}

  private final BoundedWork work;
  private final Health health;

  public Readyz(BoundedWork work, Health health) {
    this.work = work;
    this.health = health;
  }

  @Override
  public void handle(RoutingContext context) {
    work.run(health::look)
        .onSuccess(components -> reply(context, components))
        .onFailure(failure -> Reply.failure(context, failure));
  }

  private static void reply(RoutingContext context, List<ComponentView> components) {
    boolean ready = components.stream().allMatch(ComponentView::up);
    Reply.json(context, ready ? OK : UNAVAILABLE, new ReadyView(ready, components));
  }
}
