package io.viralstream.streams.flow;

import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.EvaluationState;
import io.viralstream.streams.deadletter.RefusedException;
import java.util.Optional;

/// What a record of `evaluations` changes about an evaluation.
///
/// The same question has the same id, so the same record may come several times. Asked, cancelled,
/// asked in round 1, asked in round 1 reads as opened, closed, opened, nothing.
public enum EvaluationChange {
  OPENED,
  CLOSED,
  NONE;

  /// @throws RefusedException where the record has a state that this version does not know
  public static EvaluationChange of(Optional<Evaluation> known, Evaluation next) {
    if (known.filter(before -> before.getRound() > next.getRound()).isPresent()) return NONE;
    return switch (next.getState()) {
      case ASKED -> known.filter(before -> covers(before, next)).isPresent() ? NONE : OPENED;
      case CANCELLED -> CLOSED;
      case UNKNOWN ->
          throw new RefusedException(
              Category.INVALID, "evaluations: state=UNKNOWN, expected ASKED or CANCELLED");
    };
  }

  /// `name@version`.
  public static String benchmarkOf(Evaluation evaluation) {
    return evaluation.getBenchmark() + "@" + evaluation.getVersion();
  }

  private static boolean covers(Evaluation before, Evaluation next) {
    return before.getState() == EvaluationState.ASKED && before.getRound() == next.getRound();
  }
}
