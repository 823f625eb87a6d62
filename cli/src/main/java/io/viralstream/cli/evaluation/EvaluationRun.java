package io.viralstream.cli.evaluation;

import io.viralstream.cli.client.EvaluationRequest;
import io.viralstream.cli.client.EvaluationResult;
import io.viralstream.cli.client.EvaluationState;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.client.Pause;
import io.viralstream.cli.client.ResultQuery;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.console.Progress;
import java.time.Duration;
import java.util.List;

/// Asks for an evaluation, follows it to its end, and waits until ClickHouse holds all of it.
public final class EvaluationRun {
  private static final Duration PACE = Duration.ofMillis(250);

  /// Rows reach ClickHouse within a second or two; longer than this means that nothing writes them.
  private static final int ROWS_ATTEMPTS = 240;

  private final Gateway gateway;
  private final Pause pause;
  private final Console console;

  /// @param results empty where the evaluation did not end as complete or incomplete, or nothing is
  ///   scored
  public record Outcome(EvaluationState state, List<EvaluationResult> results) {}

  public EvaluationRun(Gateway gateway, Pause pause, Console console) {
    this.gateway = gateway;
    this.pause = pause;
    this.console = console;
  }

  /// @throws IllegalStateException where the scores of a complete evaluation do not arrive in
  ///   ClickHouse
  public Outcome of(EvaluationRequest request) throws InterruptedException {
    return follow(gateway.evaluate(request));
  }

  /// As `of`, for an evaluation that was asked for before.
  public Outcome follow(EvaluationState asked) throws InterruptedException {
    console.note(
        "evaluation " + asked.id() + " benchmark=" + asked.benchmark() + " model=" + asked.model());
    EvaluationState state = awaitEnd(asked);
    return switch (state.phase()) {
      case COMPLETE -> new Outcome(state, stored(state));
      case INCOMPLETE -> new Outcome(state, state.scored() == 0 ? List.of() : stored(state));
      case WAITING, RUNNING, FAILED, CANCELLED, SUPERSEDED -> new Outcome(state, List.of());
    };
  }

  private EvaluationState awaitEnd(EvaluationState asked) throws InterruptedException {
    try (Progress progress = console.progress("evaluate", asked.items())) {
      EvaluationState state = asked;
      while (true) {
        progress.at(state.scored() + state.failed(), remark(state));
        if (state.phase().over()) return state;
        pause.pause(PACE);
        state = gateway.evaluation(asked.id());
      }
    }
  }

  private static String remark(EvaluationState state) {
    return state.failed() == 0 ? "" : state.failed() + " failed";
  }

  private List<EvaluationResult> stored(EvaluationState state) throws InterruptedException {
    for (int attempt = 0; attempt < ROWS_ATTEMPTS; attempt++) {
      List<EvaluationResult> results =
          gateway.results(ResultQuery.ofEvaluation(state.id())).evaluations();
      if (results.stream().anyMatch(result -> result.answered() >= state.scored())) return results;
      pause.pause(PACE);
    }
    throw new IllegalStateException(
        "ClickHouse does not hold all scores of evaluation " + state.id());
  }
}
