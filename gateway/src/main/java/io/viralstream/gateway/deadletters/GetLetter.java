package io.viralstream.gateway.deadletters;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.http.Reply;
import java.util.regex.Pattern;

/// `GET /v1/dead-letters/{id}`: one dead letter with its context; the slashes of its id are
/// percent-encoded.
public final class GetLetter implements Handler<RoutingContext> {
  private static final int OK = 200;

  /// `train/viral/train-tasks/0/17`, whatever the topic is called.
  static final Pattern ID =
      Pattern.compile("[A-Za-z0-9._/-]{1," + DeadLetterResends.LONGEST_ID + "}");

  private final BoundedWork work;
  private final DeadLetterResends resends;

  public GetLetter(BoundedWork work, DeadLetterResends resends) {
    this.work = work;
    this.resends = resends;
  }

  @Override
  public void handle(RoutingContext context) {
    String id = new Parameters(context).path("id", ID);
    work.run(() -> resends.show(id))
        .onSuccess(sheet -> Reply.json(context, OK, sheet))
        .onFailure(failure -> Reply.failure(context, failure));
  }
}
