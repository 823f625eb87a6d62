package io.viralstream.metrics.write;

import io.viralstream.metrics.write.Target.Stored;
import io.viralstream.schemas.avro.Analysis;
import io.viralstream.schemas.avro.AnalysisFigure;
import java.util.List;

/// The figures of an analysed item as rows of `analyses`; the item's texts stand in
/// `analysis_items`, once for all its figures.
final class AnalysisFigureRows {
  /// A layer or a head where a figure is of none.
  private static final int NONE = -1;

  static final Target<Analysis, AnalysisFigureRows.Part> TARGET =
      Target.of(
          "analyses",
          AnalysisFigureRows::parts,
          Part::item,
          List.of(
              Column.text("analysis", row -> row.item().record().getAnalysis()),
              Column.text("model", row -> row.item().record().getModel()),
              Column.text("data", row -> row.item().record().getData()),
              Column.text("item", row -> row.item().record().getItem()),
              Column.text("measure", row -> row.figure().getMeasure()),
              Column.int32("layer", row -> row.figure().getLayer().orElse(NONE)),
              Column.int32("head", row -> row.figure().getHead().orElse(NONE)),
              Column.optionalFloat64("value", row -> row.figure().getValue()),
              Column.optionalText("reason", row -> row.figure().getReason()),
              Column.time("at", row -> row.item().record().getAt())));

  private AnalysisFigureRows() {}

  /// One figure of one item.
  record Part(Stored<Analysis> item, AnalysisFigure figure) {}

  private static List<Part> parts(Stored<Analysis> item) {
    return item.record().getFigures().stream().map(figure -> new Part(item, figure)).toList();
  }
}
