package io.viralstream.metrics.write;

import io.viralstream.metrics.write.Target.Stored;
import io.viralstream.schemas.avro.Evaluation;
import io.viralstream.schemas.avro.Recording;
import java.util.List;
import java.util.Optional;

/// What was asked for as rows of `evaluations`: of the copies in all partitions, the first one's.
final class EvaluationRows {
  static final Target<Evaluation, Stored<Evaluation>> TARGET =
      Target.of(
          "evaluations",
          stored -> stored.partition() == 0 ? List.of(stored) : List.of(),
          row -> row,
          List.of(
              Column.text("evaluation", row -> row.record().getId()),
              Column.text("benchmark", row -> row.record().getBenchmark()),
              Column.text("version", row -> row.record().getVersion()),
              Column.int32("items", row -> row.record().getItems()),
              Column.text("model_version", row -> row.record().getModelVersion()),
              Column.text("arm", row -> row.record().getArm()),
              Column.text("prompt", row -> row.record().getPrompt()),
              Column.int32("max_tokens", row -> row.record().getDecoding().getMaxTokens()),
              Column.float64("temperature", row -> row.record().getDecoding().getTemperature()),
              Column.int32("asked_batch", row -> row.record().getExecution().getBatch()),
              Column.text("asked_data_type", row -> row.record().getExecution().getDataType()),
              Column.flag("uncached", row -> row.record().getExecution().getUncached()),
              Column.text("rule", row -> row.record().getRule().name()),
              Column.text("state", row -> row.record().getState().name()),
              Column.text("requester", row -> row.record().getRequester().name()),
              Column.int32("round", row -> row.record().getRound()),
              Column.optionalText("run", row -> recording(row).map(Recording::getRun)),
              Column.texts(
                  "variants", row -> recording(row).map(Recording::getVariants).orElse(List.of())),
              Column.optionalText(
                  "rescored", row -> recording(row).flatMap(Recording::getRescored)),
              Column.flag(
                  "truth_from_answers",
                  row -> recording(row).filter(Recording::getTruthFromAnswers).isPresent()),
              Column.time("at", row -> row.record().getAt())));

  private EvaluationRows() {}

  private static Optional<Recording> recording(Stored<Evaluation> row) {
    return row.record().getRecording();
  }
}
