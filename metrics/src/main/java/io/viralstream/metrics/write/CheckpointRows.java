package io.viralstream.metrics.write;

import io.viralstream.metrics.write.Target.Stored;
import io.viralstream.schemas.avro.Checkpoint;
import java.util.List;

/// Published model versions as rows of `checkpoints`; one that was published again is no new row.
final class CheckpointRows {
  static final Target<Checkpoint, Stored<Checkpoint>> TARGET =
      Target.of(
          "checkpoints",
          CheckpointRows::first,
          row -> row,
          List.of(
              Column.text("model_version", row -> row.record().getModelVersion()),
              Column.text("arm", row -> row.record().getArm()),
              Column.int64("step", row -> row.record().getStep()),
              Column.text("uri", row -> row.record().getUri()),
              Column.text("sha256", row -> row.record().getSha256()),
              Column.optionalText("parent", row -> row.record().getParent()),
              Column.int64("next_offset", row -> row.record().getNextOffset()),
              Column.int64("samples", row -> row.record().getSamples()),
              Column.texts("completed_ends", row -> row.record().getCompletedEnds()),
              Column.text("settings", row -> row.record().getSettings()),
              Column.text("settings_hash", row -> row.record().getSettingsHash()),
              Column.time("at", row -> row.record().getAt())));

  private CheckpointRows() {}

  private static List<Stored<Checkpoint>> first(Stored<Checkpoint> row) {
    return row.record().getRepeated() ? List.of() : List.of(row);
  }
}
