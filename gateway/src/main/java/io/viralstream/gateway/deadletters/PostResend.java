package io.viralstream.gateway.deadletters;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.http.Reply;
import java.util.regex.Pattern;

/// `POST /v1/dead-letters/{id}/resend?dryRun=`: sends one letter to the step that failed, once
/// whoever asks.
public final class PostResend implements Handler<RoutingContext> {
  private static final int OK = 200;
  private static final Pattern TRUTH = Pattern.compile("true|false");

  private final BoundedWork work;
  private final DeadLetterResends letterResends;

  public PostResend(BoundedWork work, DeadLetterResends letterResends) {
    this.work = work;
    this.letterResends = letterResends;
  }

  @Override
  public void handle(RoutingContext context) {
    var parameters = new Parameters(context);
    String id = parameters.path("id", GetLetter.ID);
    boolean dryRun = parameters.query("dryRun", TRUTH).map(Boolean::valueOf).orElse(false);
    work.run(() -> letterResends.resend(id, dryRun))
        .onSuccess(outcome -> Reply.json(context, OK, outcome))
        .onFailure(failure -> Reply.failure(context, failure));
  }
}
