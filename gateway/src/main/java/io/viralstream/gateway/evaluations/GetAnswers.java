package io.viralstream.gateway.evaluations;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.gateway.catalogue.EvaluationStatus;
import io.viralstream.gateway.http.BoundedWork;
import io.viralstream.gateway.http.Parameters;
import io.viralstream.gateway.http.Reply;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.metrics.read.AnswerReader;
import io.viralstream.metrics.read.AnswerReader.StoredAnswer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `GET /v1/evaluations/{id}/answers?after=&limit=`: the answers that counted in an evaluation that
/// came to its end, page after page.
public final class GetAnswers implements Handler<RoutingContext> {
  private static final int OK = 200;
  private static final int MOST = 1_000;

  record AnswerView(String item, String answer) {}

  /// @param next where the next page begins; null where there is none
  record AnswersView(List<AnswerView> answers, @Nullable String next) {}

  private final BoundedWork work;
  private final Catalogue catalogue;
  private final AnswerReader answers;

  public GetAnswers(BoundedWork work, Catalogue catalogue, AnswerReader answers) {
    this.work = work;
    this.catalogue = catalogue;
    this.answers = answers;
  }

  @Override
  public void handle(RoutingContext context) {
    var parameters = new Parameters(context);
    String id = parameters.path("id", Parameters.HASH);
    String after = parameters.query("after").orElse("");
    int limit = parameters.integer("limit", MOST, 1, MOST);
    work.run(() -> page(id, after, limit))
        .onSuccess(view -> Reply.json(context, OK, view))
        .onFailure(failure -> Reply.failure(context, failure));
  }

  private AnswersView page(String id, String after, int limit) {
    catalogue.requireWhole();
    EvaluationStatus status =
        catalogue.evaluation(id).orElseThrow(() -> GetEvaluation.unknown().exception());
    if (!status.state().closed())
      throw Problem.at("id", ProblemKind.CONFLICT, "id: the evaluation is open").exception();
    if (after.isEmpty() && answers.answered(id) < status.scored())
      throw Problem.of(ProblemKind.UNAVAILABLE, "not all answers are stored yet").exception();
    List<StoredAnswer> page = answers.page(id, after, limit);
    return new AnswersView(
        page.stream().map(answer -> new AnswerView(answer.item(), answer.text())).toList(),
        page.size() < limit ? null : page.getLast().item());
  }
}
