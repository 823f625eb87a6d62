package io.viralstream.gateway.analyses;

import io.viralstream.metrics.read.AnalysisRows.FigureKey;
import io.viralstream.metrics.read.AnalysisRows.FigurePlace;
import io.viralstream.metrics.read.AnalysisRows.MeasureMean;
import io.viralstream.metrics.read.AnalysisRows.Missing;
import io.viralstream.metrics.read.AnalysisRows.StoredAnalysis;
import io.viralstream.metrics.read.AnalysisRows.StoredFigure;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// Analyses as clients read them.
final class AnalysisViews {
  private AnalysisViews() {}

  /// @param next the id behind which the next page begins; null behind the last analysis
  record AnalysesView(List<AnalysisView> analyses, @Nullable String next) {}

  /// @param items different ones that are stored
  /// @param at when the last of them was sent
  record AnalysisView(
      String id,
      String model,
      String modelHash,
      String data,
      String settings,
      long items,
      String at) {

    static AnalysisView of(StoredAnalysis stored) {
      return new AnalysisView(
          stored.id(),
          stored.model(),
          stored.modelHash(),
          stored.data(),
          stored.settings(),
          stored.items(),
          stored.at().toString());
    }

    /// In characters.
    long size() {
      return settings.length();
    }
  }

  /// @param next where the next page begins; null behind the last measure
  record MeansView(AnalysisView analysis, List<MeanView> measures, @Nullable String next) {

    static MeansView of(StoredAnalysis analysis, List<MeasureMean> means, int limit) {
      return new MeansView(
          AnalysisView.of(analysis),
          means.stream().map(MeanView::of).toList(),
          means.size() < limit ? null : FigureCursor.of(means.getLast().key()));
    }
  }

  /// A measure over all items; layer and head are null where it is of none.
  record MeanView(
      String measure,
      @Nullable Integer layer,
      @Nullable Integer head,
      long items,
      long values,
      @Nullable Double mean,
      List<Missing> missing) {

    private static MeanView of(MeasureMean mean) {
      FigureKey key = mean.key();
      return new MeanView(
          key.measure(),
          integer(key.layer()),
          integer(key.head()),
          mean.items(),
          mean.values(),
          real(mean.mean()),
          mean.missing());
    }
  }

  /// @param next where the next page begins; null behind the last figure
  record FiguresView(List<FigureView> figures, @Nullable String next) {

    static FiguresView of(List<StoredFigure> figures, int limit) {
      return new FiguresView(
          figures.stream().map(FigureView::of).toList(),
          figures.size() < limit ? null : FigureCursor.of(place(figures.getLast())));
    }

    private static FigurePlace place(StoredFigure figure) {
      return new FigurePlace(figure.item(), figure.key());
    }
  }

  /// One figure: its value, or the reason why it has none.
  record FigureView(
      String item,
      String measure,
      @Nullable Integer layer,
      @Nullable Integer head,
      @Nullable Double value,
      @Nullable String reason) {

    private static FigureView of(StoredFigure figure) {
      FigureKey key = figure.key();
      return new FigureView(
          figure.item(),
          key.measure(),
          integer(key.layer()),
          integer(key.head()),
          real(figure.value()),
          figure.reason().orElse(null));
    }
  }

  private static @Nullable Integer integer(OptionalInt number) {
    return number.isEmpty() ? null : number.getAsInt();
  }

  private static @Nullable Double real(OptionalDouble number) {
    return number.isEmpty() ? null : number.getAsDouble();
  }
}
