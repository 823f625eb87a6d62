package io.viralstream.metrics.read;

import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.Query;
import io.viralstream.metrics.Query.Binding;
import io.viralstream.metrics.Row;
import io.viralstream.metrics.read.PrequentialCurves.Averages;
import io.viralstream.metrics.read.PrequentialCurves.Curve;
import io.viralstream.metrics.read.PrequentialCurves.Point;
import java.util.ArrayList;
import java.util.List;

/// Prequential curves with windows and with fading factors (Gama, Sebastião and Rodrigues 2013).
///
/// Curves are of the newest 500,000 samples that were asked for, which bounds ClickHouse's memory,
/// and of the 50 feeds and categories with most of them, fewer where they would have more than
/// 10,000 points together, which bounds ours. Throws `ClickHouseUnavailableException` where
/// ClickHouse is away.
public final class PrequentialReader {
  public static final int MOST_SAMPLES = 500_000;
  public static final int MOST_CURVES = 50;
  private static final int MOST_POINTS = 10_000;

  private static final Query CURVES = Query.of(PrequentialReader.class, "prequential");
  private static final Query RANGE = Query.of(PrequentialReader.class, "prequential_range");

  private final ClickHouse clickHouse;
  private final int mostSamples;
  private final int mostCurves;

  public PrequentialReader(ClickHouse clickHouse) {
    this(clickHouse, MOST_SAMPLES, MOST_CURVES);
  }

  /// With other bounds.
  public PrequentialReader(ClickHouse clickHouse, int mostSamples, int mostCurves) {
    this.clickHouse = clickHouse;
    this.mostSamples = mostSamples;
    this.mostCurves = mostCurves;
  }

  public PrequentialCurves curves(PrequentialQuery query) {
    Binding arm = Binding.of("arm", query.arm());
    Binding feed = Binding.of("feed", query.feed().orElse(""));
    Binding category = Binding.of("category", query.category().orElse(""));
    Row range =
        clickHouse.query(RANGE, arm, feed, category, Binding.of("most", mostSamples)).getFirst();
    long samples = range.number("samples");
    if (samples == 0) return new PrequentialCurves(0, 0, 0, List.of());
    List<Row> rows =
        clickHouse.query(
            CURVES,
            arm,
            feed,
            category,
            Binding.of("window", query.window()),
            Binding.of("fading", Double.toString(query.fading())),
            Binding.of("points", query.points()),
            Binding.of("first", range.number("first_offset")),
            Binding.of("last", range.number("last_offset")),
            Binding.of("most_curves", Math.min(mostCurves, MOST_POINTS / query.points())));
    return new PrequentialCurves(
        samples,
        Math.min(samples, mostSamples),
        rows.getFirst().number("curves"),
        curves(rows, query.fading()));
  }

  /// Rows of one curve stand together, in the order of its points.
  private static List<Curve> curves(List<Row> rows, double fading) {
    var curves = new ArrayList<Curve>();
    for (int first = 0; first < rows.size(); ) {
      Row row = rows.get(first);
      long number = row.number("curve");
      int end = first;
      while (end < rows.size() && rows.get(end).number("curve") == number) end++;
      curves.add(
          new Curve(
              row.text("kind"),
              row.text("name"),
              row.number("samples"),
              points(rows.subList(first, end), fading)));
      first = end;
    }
    return curves;
  }

  /// After a stretch of n samples, what was before it counts fading^n: S = share + α^n S, and N
  /// likewise.
  private static List<Point> points(List<Row> rows, double fading) {
    var points = new ArrayList<Point>();
    long before = 0;
    double weight = 0;
    double exact = 0;
    double lm = 0;
    for (Row row : rows) {
      long sample = row.number("end");
      double faded = Math.pow(fading, sample - before);
      weight = row.real("fading_weight") + faded * weight;
      exact = row.real("fading_exact") + faded * exact;
      lm = row.real("fading_lm") + faded * lm;
      points.add(
          new Point(
              sample,
              row.number("task_offset"),
              row.number("step"),
              new Averages(row.real("window_exact"), row.real("window_lm")),
              new Averages(exact / weight, lm / weight)));
      before = sample;
    }
    return points;
  }
}
