package io.viralstream.streams.score;

import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.EvaluationState;
import java.util.Optional;

/// What an answer is to its evaluation. The first in log order counts.
enum AnswerOutcome {
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
  /// An answer to an evaluation that was cancelled, or so long after its end that what was answered
  /// is forgotten.
  LATE;

  /// @param forgotten whether it is known no longer which items were answered
  static AnswerOutcome of(
      Evaluation evaluation, boolean forgotten, Optional<CountedAnswer> known, CountedAnswer next) {
    if (forgotten || evaluation.getState() == EvaluationState.CANCELLED) return LATE;
    return switch (next) {
      case CountedAnswer.Failed() -> known.isPresent() ? REPEATED : FAILED;
      case CountedAnswer.Answered answered ->
          known.map(first -> after(first, answered)).orElse(SCORED);
    };
  }

  private static AnswerOutcome after(CountedAnswer first, CountedAnswer.Answered next) {
    return switch (first) {
      case CountedAnswer.Failed() -> RECOVERED;
      case CountedAnswer.Answered before -> before.equals(next) ? REPEATED : CONFLICT;
    };
  }
}
