package io.viralstream.gateway.evaluations;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.http.Body;
import io.viralstream.gateway.http.BodyReader;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.JsonBody;
import io.viralstream.gateway.http.Reply;
import io.viralstream.gateway.json.Field;

/// `POST /v1/evaluations`: asks one model version all items of a benchmark, or opens an evaluation
/// of answers that were given elsewhere.
public final class PostEvaluation implements Handler<RoutingContext> {
  private static final int ACCEPTED = 202;

  private final BodyReader bodies;
  private final BoundedWork work;
  private final JsonBody json;
  private final EvaluationRequests requests;
  private final RecordedEvaluations recorded;
  private final int mostTokens;

  public PostEvaluation(
      BodyReader bodies,
      BoundedWork work,
      JsonBody json,
      EvaluationRequests requests,
      RecordedEvaluations recorded,
      int mostTokens) {
    this.bodies = bodies;
    this.work = work;
    this.json = json;
    this.requests = requests;
    this.recorded = recorded;
    this.mostTokens = mostTokens;
  }

  @Override
  public void handle(RoutingContext context) {
    bodies
        .read(context)
        .compose(body -> work.run(body, () -> ask(body)))
        .onSuccess(view -> Reply.json(context, ACCEPTED, view))
        .onFailure(failure -> Reply.failure(context, failure));
  }

  private EvaluationView ask(Body body) {
    Field document = json.read(body);
    return EvaluationView.of(
        document.optional(RecordedRequest.MEMBER).isPresent()
            ? recorded.open(RecordedRequest.read(document))
            : requests.ask(EvaluationRequest.read(document, mostTokens)));
  }
}
