package io.viralstream.gateway.catalogue;

import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.EvaluationState;
import io.viralstream.schemas.avro.Progress;
import io.viralstream.schemas.avro.ProgressState;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// An evaluation and the sum of what its partitions report.
///
/// `missing` is what neither scored nor failed, so that scored + failed + missing = items always
/// holds, also before a partition has reported anything.
///
/// @param late answers that came when they were not scored any more
/// @param closedAt when the last partition came to its end; empty while one is open
/// @param forgotten whether a partition no longer knows what was answered, so that it cannot go on
public record EvaluationStatus(
    Evaluation evaluation,
    State state,
    int scored,
    int failed,
    int missing,
    int conflicts,
    int late,
    Optional<Instant> closedAt,
    boolean forgotten) {

  /// Where an evaluation stands as a whole.
  public enum State {
    WAITING,
    RUNNING,
    COMPLETE,
    FAILED,
    CANCELLED,
    /// The watch took a newer model version instead.
    SUPERSEDED,
    /// Recorded answers were closed with items missing.
    INCOMPLETE;

    /// Nothing more will be asked.
    public boolean closed() {
      return switch (this) {
        case WAITING, RUNNING -> false;
        case COMPLETE, FAILED, CANCELLED, SUPERSEDED, INCOMPLETE -> true;
      };
    }
  }

  static EvaluationStatus of(Evaluation evaluation, Collection<PartProgress> parts) {
    int scored = parts.stream().mapToInt(PartProgress::scored).sum();
    int failed = parts.stream().mapToInt(PartProgress::failed).sum();
    int conflicts = parts.stream().mapToInt(PartProgress::conflicts).sum();
    int missing = Math.max(0, evaluation.getItems() - scored - failed);
    State state = state(evaluation, parts);
    return new EvaluationStatus(
        evaluation,
        state,
        scored,
        failed,
        missing,
        conflicts,
        parts.stream().mapToInt(PartProgress::late).sum(),
        state.closed() ? closedAt(parts) : Optional.empty(),
        parts.stream().anyMatch(PartProgress::forgotten));
  }

  private static Optional<Instant> closedAt(Collection<PartProgress> parts) {
    return parts.stream().flatMap(part -> part.closedAt().stream()).max(Comparator.naturalOrder());
  }

  private static State state(Evaluation evaluation, Collection<PartProgress> parts) {
    if (evaluation.getState() == EvaluationState.CANCELLED) return State.CANCELLED;
    if (evaluation.getState() == EvaluationState.SUPERSEDED) return State.SUPERSEDED;
    // What an earlier round reported says nothing about whether this one is over.
    List<PartProgress> current =
        parts.stream().filter(part -> part.round() >= evaluation.getRound()).toList();
    if (current.isEmpty()) return State.WAITING;
    int partitions = current.getFirst().partitions();
    long complete = count(current, ProgressState.COMPLETE);
    long failed = count(current, ProgressState.FAILED);
    if (complete == partitions) return State.COMPLETE;
    if (failed > 0 && complete + failed == partitions) return State.FAILED;
    long incomplete = count(current, ProgressState.INCOMPLETE);
    if (incomplete > 0 && complete + incomplete == partitions) return State.INCOMPLETE;
    return count(current, ProgressState.WAITING) == partitions ? State.WAITING : State.RUNNING;
  }

  private static long count(Collection<PartProgress> parts, ProgressState state) {
    return parts.stream().filter(part -> part.state() == state).count();
  }

  /// How far one partition says an evaluation is: a progress record without the names, which the
  /// evaluation has.
  record PartProgress(
      int partitions,
      int scored,
      int failed,
      int conflicts,
      int late,
      int round,
      ProgressState state,
      Optional<Instant> closedAt,
      boolean forgotten) {

    static PartProgress of(Progress progress) {
      return new PartProgress(
          progress.getPartitions(),
          progress.getScored(),
          progress.getFailed(),
          progress.getConflicts(),
          progress.getLate(),
          progress.getRound(),
          progress.getState(),
          progress.getClosedAt(),
          progress.getForgotten());
    }
  }
}
