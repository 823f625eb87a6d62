package io.viralstream.gateway.ingest;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.http.Reply;
import java.util.Optional;

/// `POST /v1/feeds/{name}/end?decay=N`: closes what was acknowledged before it, and asks the arms
/// that learn the feed to let their learning rate fall to 0 over the next N steps, where N is
/// given.
public final class PostFeedEnd implements Handler<RoutingContext> {
  private static final int ACCEPTED = 202;
  private static final int NO_DECAY = 0;
  private static final int LONGEST_DECAY = 1_000_000_000;

  private final BoundedWork work;
  private final FeedEnds ends;

  public PostFeedEnd(BoundedWork work, FeedEnds ends) {
    this.work = work;
    this.ends = ends;
  }

  @Override
  public void handle(RoutingContext context) {
    var parameters = new Parameters(context);
    String feed = parameters.path("name", Parameters.NAME);
    Optional<Long> decay = decay(parameters);
    work.run(() -> ends.end(feed, decay))
        .onSuccess(ended -> Reply.json(context, ACCEPTED, ended))
        .onFailure(failure -> Reply.failure(context, failure));
  }

  private static Optional<Long> decay(Parameters parameters) {
    int steps = parameters.integer("decay", NO_DECAY, 1, LONGEST_DECAY);
    return steps == NO_DECAY ? Optional.empty() : Optional.of((long) steps);
  }
}
