package io.viralstream.gateway.benchmarks;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.http.Reply;

/// `GET /v1/benchmarks/{name}/items?version=V&after=ID&limit=N`: the items of a sealed version, by
/// page.
public final class GetItems implements Handler<RoutingContext> {
  private static final int OK = 200;
  private static final int MOST = 1_000;

  private final BoundedWork work;
  private final ItemListing items;

  public GetItems(BoundedWork work, ItemListing items) {
    this.work = work;
    this.items = items;
  }

  @Override
  public void handle(RoutingContext context) {
    var parameters = new Parameters(context);
    VersionName version = PostItems.version(parameters);
    String after = parameters.query("after", VersionName.ITEM).orElse("");
    int limit = parameters.integer("limit", MOST, 1, MOST);
    work.run(() -> items.read(version, after, limit))
        .onSuccess(view -> Reply.json(context, OK, view))
        .onFailure(failure -> Reply.failure(context, failure));
  }
}
