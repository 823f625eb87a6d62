package io.viralstream.cli.evaluation;

import io.viralstream.cli.client.BatchCount;
import io.viralstream.cli.client.EvaluationRequest;
import io.viralstream.cli.client.EvaluationState;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.client.KnownAnswer;
import io.viralstream.cli.client.Pages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Evaluates one benchmark once for each batch size, and compares what was said.
///
/// One evaluation after the other, since items of two would share the worker's hands and fill
/// neither batch.
public final class BatchSizeRun {
  private final Gateway gateway;
  private final EvaluationRun evaluations;

  /// One evaluation.
  ///
  /// @param size sequences at once that were asked for
  /// @param ran what its rows say of them; empty where it did not end as it should
  public record Sized(int size, EvaluationRun.Outcome outcome, List<BatchCount> ran) {
    public Sized {
      ran = List.copyOf(ran);
    }

    /// The most sequences that ran together.
    public int largest() {
      return ran.stream().mapToInt(BatchCount::batch).max().orElse(0);
    }

    /// Whether batches of the size ran, and no larger ones.
    public boolean reached() {
      return largest() == size;
    }
  }

  /// What came of all.
  ///
  /// @param sizes in the order asked for; ends with the first that did not answer every item
  /// @param comparison of their texts; empty where one did not answer every item
  public record Outcome(List<Sized> sizes, Optional<AnswerComparison> comparison) {
    public Outcome {
      sizes = List.copyOf(sizes);
    }

    /// Every size was reached, and every item has one text.
    public boolean alike() {
      return comparison.isPresent()
          && comparison.get().differing() == 0
          && sizes.stream().allMatch(Sized::reached);
    }
  }

  public BatchSizeRun(Gateway gateway, EvaluationRun evaluations) {
    this.gateway = gateway;
    this.evaluations = evaluations;
  }

  /// @throws Gateway.Refused where the gateway refuses a size
  public Outcome of(EvaluationRequest request, List<Integer> sizes) throws InterruptedException {
    var done = new ArrayList<Sized>();
    EvaluationRequest same = request;
    for (int size : sizes) {
      EvaluationRun.Outcome outcome = evaluations.of(same.uncached(size));
      EvaluationState state = outcome.state();
      if (!state.flawless()) {
        done.add(new Sized(size, outcome, List.of()));
        return new Outcome(done, Optional.empty());
      }
      done.add(new Sized(size, outcome, gateway.batches(state.id())));
      // Versions may be published meanwhile: the later sizes ask what the first one asked.
      same = new EvaluationRequest(state.benchmark(), Optional.of(state.model()), Optional.empty());
    }
    List<Pages<KnownAnswer>> answers =
        done.stream().map(each -> gateway.answers(each.outcome().state().id())).toList();
    return new Outcome(done, Optional.of(AnswerComparison.of(answers)));
  }
}
