package io.viralstream.metrics.write;

import io.viralstream.metrics.write.Target.Stored;
import io.viralstream.schemas.avro.TrainStep;
import java.util.List;

/// Optimizer steps as rows of `train_steps`.
final class TrainStepRows {
  static final Target<TrainStep, Stored<TrainStep>> TARGET =
      Target.of(
          "train_steps",
          List.of(
              Column.text("arm", row -> row.record().getArm()),
              Column.int64("step", row -> row.record().getStep()),
              Column.float64("lm", row -> row.record().getLm()),
              Column.optionalFloat64("vra", row -> row.record().getVra()),
              Column.float64("total", row -> row.record().getTotal()),
              Column.float64("lambda", row -> row.record().getLambda()),
              Column.float64("learning_rate", row -> row.record().getLearningRate()),
              Column.float64("gradient_norm", row -> row.record().getGradientNorm()),
              Column.int64("first_offset", row -> row.record().getFirstOffset()),
              Column.int64("next_offset", row -> row.record().getNextOffset()),
              Column.int32("grid_mismatches", row -> row.record().getGridMismatches()),
              Column.int32("samples", row -> row.record().getSamples().size()),
              Column.float64("millis", row -> row.record().getMillis()),
              Column.time("at", row -> row.record().getAt())));

  private TrainStepRows() {}
}
