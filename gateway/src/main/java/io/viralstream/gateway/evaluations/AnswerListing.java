package io.viralstream.gateway.evaluations;

import io.viralstream.gateway.catalogue.Catalogue;
import io.viralstream.gateway.catalogue.EvaluationStatus;
import io.viralstream.gateway.evaluations.AnswerStore.AnswerView;
import io.viralstream.gateway.http.StoredPage;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists the answers that counted in evaluations that are over, once the store has all of one.
///
/// Blocks: not for the event loop.
public final class AnswerListing {

  /// @param next the item behind which the next page begins; null behind the last answer
  record AnswersView(List<AnswerView> answers, @Nullable String next) {}

  private final Catalogue catalogue;
  private final AnswerStore store;

  public AnswerListing(Catalogue catalogue, AnswerStore store) {
    this.catalogue = catalogue;
    this.store = store;
  }

  /// @param after an item's id; the empty text for the first page
  /// @throws io.viralstream.gateway.problem.ProblemException where there is no such evaluation, it
  ///   is open, or its answers are not all stored yet
  AnswersView read(String id, String after, int limit) {
    catalogue.requireWhole();
    EvaluationStatus status =
        catalogue.evaluation(id).orElseThrow(() -> GetEvaluation.unknown().exception());
    if (!status.state().closed())
      throw Problem.of(ProblemKind.CONFLICT, "the evaluation is open: wait until it is over")
          .exception();
    if (after.isEmpty()) demandStored(id, status);
    StoredPage<AnswerView> page =
        StoredPage.read(
            (behind, most) -> store.page(id, behind, most),
            after,
            limit,
            AnswerView::item,
            AnswerView::size);
    return new AnswersView(page.rows(), page.next().orElse(null));
  }

  /// Asked once, for the first page: what is stored stays.
  private void demandStored(String id, EvaluationStatus status) {
    long stored = store.answered(id);
    if (stored < status.scored())
      throw Problem.of(
              ProblemKind.UNAVAILABLE,
              "the store has " + stored + " of " + status.scored() + " answers by now")
          .exception();
  }
}
