package io.viralstream.streams.score;

import io.viralstream.schemas.avro.BenchmarkSeal;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.EvaluationState;
import io.viralstream.schemas.avro.Progress;
import io.viralstream.schemas.avro.ProgressState;
import java.time.Instant;

/// Counts one evaluation in one partition; it is complete when every item is scored or failed.
///
/// With three items, an answer, a failure and the answer that the failed item gets after all:
///
/// | after | scored | failed | missing | state |
/// |---|---|---|---|---|
/// | SCORED | 1 | 0 | 2 | RUNNING |
/// | FAILED | 1 | 1 | 1 | RUNNING |
/// | RECOVERED | 2 | 0 | 1 | RUNNING |
/// | SCORED | 3 | 0 | 0 | COMPLETE |
final class Tally {
  private Tally() {}

  /// A partition without items is complete at once.
  static Progress open(Evaluation evaluation, BenchmarkSeal seal, int partition, Instant now) {
    var progress =
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
    var next =
        Progress.newBuilder(progress)
            .setRound(evaluation.getRound())
            .setState(cancelled ? ProgressState.CANCELLED : ProgressState.RUNNING);
    return settle(next.build(), now);
  }

  static Progress count(Progress progress, Verdict verdict, Instant now) {
    var next = Progress.newBuilder(progress);
    switch (verdict) {
      case SCORED -> next.setScored(progress.getScored() + 1);
      case FAILED -> next.setFailed(progress.getFailed() + 1);
      case RECOVERED ->
          next.setFailed(progress.getFailed() - 1).setScored(progress.getScored() + 1);
      case CONFLICT -> next.setConflicts(progress.getConflicts() + 1);
      case LATE -> next.setLate(progress.getLate() + 1);
      case REPEATED -> {}
    }
    return settle(next.build(), now);
  }

  private static Progress settle(Progress progress, Instant now) {
    int missing = progress.getItems() - progress.getScored() - progress.getFailed();
    var next = Progress.newBuilder(progress).setMissing(missing).setAt(now);
    if (progress.getState() == ProgressState.RUNNING && missing == 0)
      next.setState(ProgressState.COMPLETE);
    return next.build();
  }
}
