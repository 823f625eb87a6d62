package io.viralstream.gateway.deadletters;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.http.Reply;
import java.util.regex.Pattern;

/// `POST /v1/dead-letters/{id}/resend?dryRun=`: sends one letter to the step that failed, once
/// however many clients ask.
public final class PostResend implements Handler<RoutingContext> {
  private static final int OK = 200;
  private static final Pattern TRUE_OR_FALSE = Pattern.compile("true|false");

  private final BoundedWork work;
  private final DeadLetterResends resends;

  public PostResend(BoundedWork work, DeadLetterResends resends) {
    this.work = work;
    this.resends = resends;
  }

  @Override
  public void handle(RoutingContext context) {
    var parameters = new Parameters(context);
    String id = parameters.path("id", GetLetter.ID);
    boolean dryRun = parameters.query("dryRun", TRUE_OR_FALSE).map(Boolean::valueOf).orElse(false);
    work.run(() -> resends.resend(id, dryRun))
        .onSuccess(outcome -> Reply.json(context, OK, outcome))
        .onFailure(failure -> Reply.failure(context, failure));
  }
}
