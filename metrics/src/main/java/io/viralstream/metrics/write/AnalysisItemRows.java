package io.viralstream.metrics.write;

import io.viralstream.metrics.write.Target.Stored;
import io.viralstream.schemas.avro.Analysis;
import java.util.List;

/// What items were analysed as rows of `analysis_items`; of an item that was sent again the last
/// row holds.
final class AnalysisItemRows {
  static final Target<Analysis, Stored<Analysis>> TARGET =
      Target.of(
          "analysis_items",
          List.of(
              Column.text("analysis", row -> row.record().getAnalysis()),
              Column.text("model", row -> row.record().getModel()),
              Column.text("model_hash", row -> row.record().getModelHash()),
              Column.text("data", row -> row.record().getData()),
              Column.text("settings", row -> row.record().getSettings()),
              Column.text("item", row -> row.record().getItem()),
              Column.optionalText("image_sha256", row -> row.record().getPicture()),
              Column.text("question", row -> row.record().getQuestion()),
              Column.optionalText("answer", row -> row.record().getAnswer()),
              Column.int32("figures", row -> row.record().getFigures().size()),
              Column.time("at", row -> row.record().getAt())));

  private AnalysisItemRows() {}
}
