package io.viralstream.metrics.write;

import io.viralstream.metrics.write.Target.Stored;
import io.viralstream.schemas.avro.GroupResult;
import java.util.List;

/// How far groups are as rows of `group_results`; the one with most scored items holds.
final class GroupResultRows {
  static final Target<GroupResult, Stored<GroupResult>> TARGET =
      Target.of(
          "group_results",
          List.of(
              Column.text("evaluation", row -> row.record().getEvaluation()),
              Column.text("benchmark", row -> row.record().getBenchmark()),
              Column.text("version", row -> row.record().getVersion()),
              Column.text("model_version", row -> row.record().getModelVersion()),
              Column.text("arm", row -> row.record().getArm()),
              Column.text("category", row -> row.record().getCategory()),
              Column.text("kind", row -> row.record().getKind().name()),
              Column.text("group_id", row -> row.record().getGroup()),
              Column.text("variant", row -> row.record().getVariant()),
              Column.text("parser", row -> row.record().getParser()),
              Column.int32("size", row -> row.record().getSize()),
              Column.int32("scored", row -> row.record().getScored()),
              Column.int32("correct", row -> row.record().getCorrect()),
              Column.text("state", row -> row.record().getState().name()),
              Column.time("at", row -> row.record().getAt())));

  private GroupResultRows() {}
}
