package io.viralstream.metrics.read;

import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.Query;
import io.viralstream.metrics.Query.Binding;
import io.viralstream.metrics.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Reads what analyses measured, page after page, from `analysis_items` and the view
/// `analysis_figures`.
public final class AnalysisReader implements AnalysisRows {
  private static final Query ANALYSES = Query.of(AnalysisReader.class, "analyses");
  private static final Query MEANS = Query.of(AnalysisReader.class, "analysis_means");
  private static final Query FIGURES = Query.of(AnalysisReader.class, "analysis_figures");

  /// How the store writes that a figure is of no layer or of no head.
  private static final int NONE = -1;

  private final ClickHouse clickHouse;

  public AnalysisReader(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
  }

  @Override
  public List<StoredAnalysis> analyses(AnalysisFilter filter, String after, int most) {
    return analyses("", filter, after, most);
  }

  @Override
  public Optional<StoredAnalysis> find(String id) {
    var any = new AnalysisFilter(Optional.empty(), Optional.empty());
    return analyses(id, any, "", 1).stream().findFirst();
  }

  private List<StoredAnalysis> analyses(String id, AnalysisFilter filter, String after, int most) {
    return clickHouse
        .query(
            ANALYSES,
            Binding.of("id", id),
            Binding.of("model", filter.model().orElse("")),
            Binding.of("data", filter.data().orElse("")),
            Binding.of("after", after),
            Binding.of("limit", most))
        .stream()
        .map(AnalysisReader::analysis)
        .toList();
  }

  private static StoredAnalysis analysis(Row row) {
    return new StoredAnalysis(
        row.text("analysis"),
        row.text("model"),
        row.text("model_hash"),
        row.text("data"),
        row.text("settings"),
        row.number("items"),
        row.time("at_millis"));
  }

  @Override
  public List<MeasureMean> means(String id, Optional<FigureKey> after, int most) {
    List<Binding> bindings = behind(after.orElse(FigureKey.FIRST));
    bindings.add(Binding.of("id", id));
    bindings.add(Binding.of("limit", most));
    return clickHouse.query(MEANS, array(bindings)).stream().map(AnalysisReader::mean).toList();
  }

  private static MeasureMean mean(Row row) {
    List<String> reasons = row.texts("reasons");
    List<String> items = row.texts("reason_items");
    var missing = new ArrayList<Missing>();
    for (int i = 0; i < reasons.size(); i++)
      missing.add(new Missing(reasons.get(i), Long.parseLong(items.get(i))));
    return new MeasureMean(
        key(row),
        row.number("items"),
        row.number("values"),
        row.optionalReal("mean"),
        List.copyOf(missing));
  }

  @Override
  public List<StoredFigure> figures(
      String id, Optional<String> measure, Optional<FigurePlace> after, int most) {
    FigurePlace place = after.orElse(FigurePlace.FIRST);
    List<Binding> bindings = behind(place.key());
    bindings.add(Binding.of("id", id));
    bindings.add(Binding.of("only", measure.orElse("")));
    bindings.add(Binding.of("item", place.item()));
    bindings.add(Binding.of("limit", most));
    return clickHouse.query(FIGURES, array(bindings)).stream()
        .map(row ->
            new StoredFigure(
                row.text("item"), key(row), row.optionalReal("value"), row.optionalText("reason")))
        .toList();
  }

  private static FigureKey key(Row row) {
    return new FigureKey(
        row.text("measure"),
        integer(row.optionalNumber("layer")),
        integer(row.optionalNumber("head")));
  }

  private static OptionalInt integer(OptionalLong number) {
    return number.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(Math.toIntExact(number.getAsLong()));
  }

  private static List<Binding> behind(FigureKey key) {
    return new ArrayList<>(
        List.of(
            Binding.of("measure", key.measure()),
            Binding.of("layer", key.layer().orElse(NONE)),
            Binding.of("head", key.head().orElse(NONE))));
  }

  private static Binding[] array(List<Binding> bindings) {
    return bindings.toArray(Binding[]::new);
  }
}
