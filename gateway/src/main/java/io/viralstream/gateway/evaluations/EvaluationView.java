package io.viralstream.gateway.evaluations;

import io.viralstream.gateway.catalogue.EvaluationStatus;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.Recording;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An evaluation and how far it is.
///
/// @param late answers that came when they were not scored any more
/// @param round how often it was asked for again; with `at` it tells one opening from another
/// @param at when this round was asked for
/// @param closedAt such as `2026-01-31T12:00:00Z`; null while it is open
/// @param recorded where its answers are from; null where workers are asked
public record EvaluationView(
    String id,
    String benchmark,
    String version,
    String model,
    String arm,
    String state,
    int items,
    int scored,
    int failed,
    int missing,
    int conflicts,
    int late,
    int round,
    String at,
    @Nullable String closedAt,
    @Nullable RecordedView recorded) {

  /// @param rescored the evaluation whose answers are scored again; null for those of a file
  public record RecordedView(
      String run, List<String> variants, @Nullable String rescored, boolean truthFromAnswers) {
    private static RecordedView of(Recording recording) {
      return new RecordedView(
          recording.getRun(),
          recording.getVariants(),
          recording.getRescored().orElse(null),
          recording.getTruthFromAnswers());
    }
  }

  public static EvaluationView of(EvaluationStatus status) {
    Evaluation evaluation = status.evaluation();
    return new EvaluationView(
        evaluation.getId(),
        evaluation.getBenchmark(),
        evaluation.getVersion(),
        evaluation.getModelVersion(),
        evaluation.getArm(),
        status.state().name().toLowerCase(Locale.ROOT),
        evaluation.getItems(),
        status.scored(),
        status.failed(),
        status.missing(),
        status.conflicts(),
        status.late(),
        evaluation.getRound(),
        evaluation.getAt().toString(),
        status.closedAt().map(Instant::toString).orElse(null),
        evaluation.getRecording().map(RecordedView::of).orElse(null));
  }
}
