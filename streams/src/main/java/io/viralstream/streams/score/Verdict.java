package io.viralstream.streams.score;

import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.EvaluationState;
import java.util.Optional;

/// What an answer is to its evaluation. The first in log order counts.
enum Verdict {
  /// The first answer: it scores.
  SCORED,
  /// The item was given up.
  FAILED,
  /// An answer to an item that was given up before: it scores after all.
  RECOVERED,
  /// Another answer than the first.
  CONFLICT,
  /// The same again, or giving up what was answered.
  REPEATED,
  /// An answer to an evaluation that was cancelled.
  LATE;

  static Verdict of(Evaluation evaluation, Optional<First> known, First next) {
    if (evaluation.getState() == EvaluationState.CANCELLED) return LATE;
    return switch (next) {
      case First.Failed() -> known.isPresent() ? REPEATED : FAILED;
      case First.Answered(var text) -> known.map(first -> after(first, text)).orElse(SCORED);
    };
  }

  private static Verdict after(First first, String text) {
    return switch (first) {
      case First.Failed() -> RECOVERED;
      case First.Answered(var before) -> before.equals(text) ? REPEATED : CONFLICT;
    };
  }
}
