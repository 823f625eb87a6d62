package io.viralstream.metrics.read;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// What is asked of the rows of analyses; an item that was sent again counts once.
public interface AnalysisRows {

  /// An analysis of a model.
  ///
  /// @param items different ones
  /// @param at when the last of them was sent
  record StoredAnalysis(
      String id,
      String model,
      String modelHash,
      String data,
      String settings,
      long items,
      Instant at) {}

  /// What was measured, at a layer and a head where it is of one.
  record FigureKey(String measure, OptionalInt layer, OptionalInt head) {
    /// Before every other.
    static final FigureKey FIRST = new FigureKey("", OptionalInt.empty(), OptionalInt.empty());
  }

  /// One measure over all items.
  ///
  /// @param items that have this figure, with a value or without
  /// @param values how many of them have a value
  /// @param mean of these; empty where none has
  /// @param missing why others have none, the ten commonest reasons, the commonest first
  record MeasureMean(
      FigureKey key, long items, long values, OptionalDouble mean, List<Missing> missing) {}

  /// Why some items have no value.
  record Missing(String reason, long items) {}

  /// One figure: its value, or the reason why it has none.
  record StoredFigure(String item, FigureKey key, OptionalDouble value, Optional<String> reason) {}

  /// Where a page of figures ended.
  record FigurePlace(String item, FigureKey key) {
    static final FigurePlace FIRST = new FigurePlace("", FigureKey.FIRST);
  }

  /// Which analyses are listed.
  record AnalysisFilter(Optional<String> model, Optional<String> data) {}

  /// Analyses in the order of their ids.
  ///
  /// @param after an id; the empty text for the first ones
  List<StoredAnalysis> analyses(AnalysisFilter filter, String after, int most);

  Optional<StoredAnalysis> find(String id);

  /// The measures of an analysis in their order.
  ///
  /// @param after the last one of the page before
  List<MeasureMean> means(String id, Optional<FigureKey> after, int most);

  /// The figures of an analysis, or those of one measure, in the order of item and measure.
  ///
  /// @param after the last one of the page before
  List<StoredFigure> figures(
      String id, Optional<String> measure, Optional<FigurePlace> after, int most);
}
