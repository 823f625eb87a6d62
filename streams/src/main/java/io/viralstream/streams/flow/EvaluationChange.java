package io.viralstream.streams.flow;

import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.streams.deadletter.RefusedException;
import java.util.Optional;

/// What a record of `evaluations` changes about an evaluation.
///
/// The same question has the same id, so the same record may come several times, and two gateways
/// may write about one round in another order in each partition. So within a round cancelling is
/// final: asked, cancelled, asked again in round 0, asked in round 1 reads as opened, closed,
/// nothing, opened.
public enum EvaluationChange {
  OPENED,
  CLOSED,
  NONE;

  /// @throws RefusedException where the record has a state that this version does not know
  public static EvaluationChange of(Optional<Evaluation> known, Evaluation next) {
    boolean later = known.filter(before -> before.getRound() >= next.getRound()).isEmpty();
    return switch (next.getState()) {
      case ASKED, RECORDED -> later ? OPENED : NONE;
      case CANCELLED ->
          later || known.filter(before -> asked(before, next)).isPresent() ? CLOSED : NONE;
      case SUPERSEDED -> NONE; // it was never asked; who asks for it none the less is not stopped
      case UNKNOWN ->
          throw new RefusedException(
              Category.INVALID,
              "evaluations: state=UNKNOWN, expected ASKED, RECORDED, CANCELLED or SUPERSEDED");
    };
  }

  /// `name@version`.
  public static String benchmarkOf(Evaluation evaluation) {
    return evaluation.getBenchmark() + "@" + evaluation.getVersion();
  }

  /// Whether a cancelling is about the round that was asked for.
  private static boolean asked(Evaluation before, Evaluation next) {
    return switch (before.getState()) {
      case ASKED, RECORDED -> before.getRound() == next.getRound();
      case CANCELLED, SUPERSEDED, UNKNOWN -> false;
    };
  }
}
