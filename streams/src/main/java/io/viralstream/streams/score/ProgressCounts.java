package io.viralstream.streams.score;

import io.viralstream.schemas.avro.BenchmarkSeal;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.EvaluationState;
import io.viralstream.schemas.avro.Progress;
import io.viralstream.schemas.avro.ProgressState;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Counts one evaluation in one partition; it is complete when every item is scored or failed.
///
/// With three items, an answer, a failure and the answer that the failed item gets after all; then
/// it is closed, and the last answer comes late:
///
/// | after | scored | failed | missing | state |
/// |---|---|---|---|---|
/// | SCORED | 1 | 0 | 2 | RUNNING |
/// | FAILED | 1 | 1 | 1 | RUNNING |
/// | RECOVERED | 2 | 0 | 1 | RUNNING |
/// | closed | 2 | 1 | 0 | FAILED |
/// | SCORED | 3 | 0 | 0 | COMPLETE |
final class ProgressCounts {
  private ProgressCounts() {}

  /// A partition without items is complete at once.
  static Progress open(Evaluation evaluation, BenchmarkSeal seal, int partition, Instant now) {
    Progress progress =
        Progress.newBuilder()
            .setEvaluation(evaluation.getId())
            .setPartition(partition)
            .setPartitions(seal.getPartitions())
            .setBenchmark(evaluation.getBenchmark())
            .setVersion(evaluation.getVersion())
            .setModelVersion(evaluation.getModelVersion())
            .setArm(evaluation.getArm())
            .setItems(seal.getItems())
            .setScored(0)
            .setFailed(0)
            .setMissing(seal.getItems())
            .setConflicts(0)
            .setState(ProgressState.RUNNING)
            .setAt(now)
            .build();
    return change(progress, evaluation, now);
  }

  /// Cancelled, or asked for again; what was counted stays.
  static Progress change(Progress progress, Evaluation evaluation, Instant now) {
    boolean cancelled = evaluation.getState() == EvaluationState.CANCELLED;
    Progress.Builder next = Progress.newBuilder(progress).setRound(evaluation.getRound());
    if (cancelled) return settle(next.setState(ProgressState.CANCELLED), now);
    next.setState(ProgressState.RUNNING)
        .setAskings(0)
        .setFailed(progress.getFailed() - progress.getUnanswered())
        .setUnanswered(0);
    return settle(next, now);
  }

  static Progress askAgain(Progress progress, Instant now) {
    return settle(Progress.newBuilder(progress).setAskings(progress.getAskings() + 1), now);
  }

  /// What has no answer counts as failed, until a late one comes after all.
  static Progress close(Progress progress, Instant now) {
    Progress.Builder next =
        Progress.newBuilder(progress)
            .setFailed(progress.getFailed() + progress.getMissing())
            .setUnanswered(progress.getMissing())
            .setState(ProgressState.FAILED);
    return settle(next, now);
  }

  /// Recorded answers came to their end: what is missing counts as failed, until a late one comes.
  static Progress closeRecorded(Progress progress, Instant now) {
    if (progress.getState() != ProgressState.RUNNING) return progress;
    Progress.Builder next =
        Progress.newBuilder(progress)
            .setFailed(progress.getFailed() + progress.getMissing())
            .setUnanswered(progress.getMissing())
            .setState(ProgressState.INCOMPLETE);
    return settle(next, now);
  }

  /// What was answered is known no longer.
  static Progress forget(Progress progress, Instant now) {
    return settle(Progress.newBuilder(progress).setForgotten(true), now);
  }

  /// When an evaluation came to its end; empty while it is open.
  static Optional<Instant> closedAt(Progress progress) {
    return switch (progress.getState()) {
      case UNKNOWN, WAITING, RUNNING -> Optional.empty();
      // An earlier version of us has not written it: the last change is not before it.
      case COMPLETE, FAILED, CANCELLED, INCOMPLETE ->
          progress.getClosedAt().or(() -> Optional.of(progress.getAt()));
    };
  }

  static Progress count(Progress progress, AnswerOutcome outcome, Instant now) {
    int overdue = progress.getUnanswered() > 0 ? 1 : 0;
    Progress.Builder next = Progress.newBuilder(progress);
    switch (outcome) {
      case SCORED ->
          next.setScored(progress.getScored() + 1)
              .setFailed(progress.getFailed() - overdue)
              .setUnanswered(progress.getUnanswered() - overdue);
      case FAILED ->
          next.setFailed(progress.getFailed() + 1 - overdue)
              .setUnanswered(progress.getUnanswered() - overdue);
      case RECOVERED ->
          next.setFailed(progress.getFailed() - 1).setScored(progress.getScored() + 1);
      case CONFLICT -> next.setConflicts(progress.getConflicts() + 1);
      case LATE -> next.setLate(progress.getLate() + 1);
      case REPEATED -> {}
    }
    return settle(next, now);
  }

  private static Progress settle(Progress.Builder next, Instant now) {
    int missing = next.getItems() - next.getScored() - next.getFailed();
    boolean over =
        switch (next.getState()) {
          case RUNNING -> missing == 0;
          case FAILED, INCOMPLETE -> next.getUnanswered() == 0;
          case UNKNOWN, WAITING, COMPLETE, CANCELLED -> false;
        };
    if (over) next.setState(ProgressState.COMPLETE);
    return next.setMissing(missing).setAt(now).setClosedAt(end(next, now)).build();
  }

  private static @Nullable Instant end(Progress.Builder next, Instant now) {
    return switch (next.getState()) {
      case UNKNOWN, WAITING, RUNNING -> null;
      case COMPLETE, FAILED, CANCELLED, INCOMPLETE ->
          Optional.ofNullable(next.getClosedAt()).orElse(now);
    };
  }
}
