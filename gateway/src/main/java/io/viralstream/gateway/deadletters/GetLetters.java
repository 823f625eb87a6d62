package io.viralstream.gateway.deadletters;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.http.Reply;
import io.viralstream.metrics.read.LetterFilter;
import java.util.Optional;
import java.util.regex.Pattern;

/// `GET /v1/dead-letters?step=&category=&arm=&reason=&since=&resent=&limit=&cursor=`: how many
/// there are of each kind, and a page of them, newest first.
public final class GetLetters implements Handler<RoutingContext> {
  private static final int OK = 200;
  private static final int USUAL = 50;
  private static final int MOST = 500;
  private static final Pattern CURSOR = Pattern.compile("[A-Za-z0-9_-]{1,1000}");

  private final BoundedWork work;
  private final DeadLetterResends resends;

  public GetLetters(BoundedWork work, DeadLetterResends resends) {
    this.work = work;
    this.resends = resends;
  }

  @Override
  public void handle(RoutingContext context) {
    var parameters = new Parameters(context);
    LetterFilter filter = LetterFilterFormat.read(parameters);
    Optional<String> cursor = parameters.query("cursor", CURSOR);
    int limit = parameters.integer("limit", USUAL, 1, MOST);
    work.run(() -> resends.list(filter, cursor, limit))
        .onSuccess(view -> Reply.json(context, OK, view))
        .onFailure(failure -> Reply.failure(context, failure));
  }
}
