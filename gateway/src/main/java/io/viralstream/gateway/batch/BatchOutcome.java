package io.viralstream.gateway.batch;

import io.viralstream.gateway.batch.Intake.Sent;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import java.util.List;
import java.util.Optional;

/// The end of a batch, with the status that says it.
///
/// @param status 202 where any line was taken, else 422
public record BatchOutcome(int status, BatchReply reply) {

  /// How many lines were taken and refused, and what became of each.
  public record BatchReply(int taken, int refused, List<LineReply> lines) {}

  private static final int ACCEPTED = 202;
  private static final int UNPROCESSABLE = 422;

  /// @throws io.viralstream.gateway.problem.ProblemException where the one record sent was refused,
  ///   or where every line has to be sent again because the log is away
  static BatchOutcome of(Batch.Shape shape, List<Attempt<Sent>> attempts) {
    List<Attempt<Sent>> problems =
        attempts.stream().filter(Attempt.Ended.class::isInstance).toList();
    int taken = attempts.size() - problems.size();
    if (taken == 0) throwWhereOneProblemSaysAll(shape, attempts);
    List<LineReply> lines = attempts.stream().map(BatchOutcome::reply).toList();
    return new BatchOutcome(
        taken > 0 ? ACCEPTED : UNPROCESSABLE, new BatchReply(taken, problems.size(), lines));
  }

  private static void throwWhereOneProblemSaysAll(Batch.Shape shape, List<Attempt<Sent>> attempts) {
    List<Problem> kinds = attempts.stream().flatMap(attempt -> problem(attempt).stream()).toList();
    Problem first = kinds.getFirst();
    boolean away = kinds.stream().allMatch(problem -> problem.kind() == ProblemKind.UNAVAILABLE);
    if (shape == Batch.Shape.ONE || away) throw first.exception();
  }

  private static Optional<Problem> problem(Attempt<Sent> attempt) {
    return switch (attempt) {
      case Attempt.Going<Sent> going -> Optional.empty();
      case Attempt.Ended<Sent> ended -> Optional.of(ended.problem());
    };
  }

  private static LineReply reply(Attempt<Sent> attempt) {
    return switch (attempt) {
      case Attempt.Going<Sent>(int line, Sent sent) -> LineReply.taken(line, sent);
      case Attempt.Ended<Sent> ended -> LineReply.refused(ended.line(), ended.problem());
    };
  }
}
