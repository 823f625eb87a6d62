package io.viralstream.metrics.write;

import io.viralstream.metrics.write.Target.Stored;
import io.viralstream.schemas.avro.Progress;
import java.time.Instant;
import java.util.List;

/// Reports of evaluations as rows of `progress`; the one with the highest offset holds.
final class ProgressRows {
  static final Target<Progress, Stored<Progress>> TARGET =
      Target.of(
          "progress",
          List.of(
              Column.text("evaluation", row -> row.record().getEvaluation()),
              Column.int32("item_partition", row -> row.record().getPartition()),
              Column.int32("item_partitions", row -> row.record().getPartitions()),
              Column.text("benchmark", row -> row.record().getBenchmark()),
              Column.text("version", row -> row.record().getVersion()),
              Column.text("model_version", row -> row.record().getModelVersion()),
              Column.text("arm", row -> row.record().getArm()),
              Column.int32("items", row -> row.record().getItems()),
              Column.int32("scored", row -> row.record().getScored()),
              Column.int32("failed", row -> row.record().getFailed()),
              Column.int32("missing", row -> row.record().getMissing()),
              Column.int32("conflicts", row -> row.record().getConflicts()),
              Column.int32("late", row -> row.record().getLate()),
              Column.int32("round", row -> row.record().getRound()),
              Column.text("state", row -> row.record().getState().name()),
              Column.time("at", row -> row.record().getAt()),
              Column.optionalInt64(
                  "closed_at", row -> row.record().getClosedAt().map(Instant::toEpochMilli))));

  private ProgressRows() {}
}
