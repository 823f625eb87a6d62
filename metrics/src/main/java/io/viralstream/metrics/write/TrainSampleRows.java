package io.viralstream.metrics.write;

import io.viralstream.metrics.write.Target.Stored;
import io.viralstream.schemas.avro.SampleResult;
import io.viralstream.schemas.avro.TrainStep;
import java.util.List;

/// The part of each sample in a step as rows of `train_samples`.
final class TrainSampleRows {
  static final Target<TrainStep, TrainSampleRows.Part> TARGET =
      Target.of(
          "train_samples",
          TrainSampleRows::parts,
          Part::step,
          List.of(
              Column.text("sample_id", row -> row.result().getSampleId()),
              Column.text("arm", row -> row.step().record().getArm()),
              Column.int64("step", row -> row.step().record().getStep()),
              Column.text("feed", row -> row.result().getFeed()),
              Column.int32("pass", row -> row.result().getPass()),
              Column.int64("task_offset", row -> row.result().getOffset()),
              Column.float64("lm", row -> row.result().getLm()),
              Column.optionalFloat64("vra", row -> row.result().getVra()),
              Column.int32("answer_tokens", row -> row.result().getAnswerTokens()),
              Column.int32("turns", row -> row.result().getTurns()),
              Column.int32("exact_turns", row -> row.result().getExactTurns()),
              Column.optionalText("category", row -> row.result().getCategory()),
              Column.time("at", row -> row.step().record().getAt())));

  private TrainSampleRows() {}

  /// One sample in one step.
  record Part(Stored<TrainStep> step, SampleResult result) {}

  private static List<Part> parts(Stored<TrainStep> step) {
    return step.record().getSamples().stream().map(result -> new Part(step, result)).toList();
  }
}
