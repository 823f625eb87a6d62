package io.viralstream.cli.report;

import io.viralstream.cli.client.PrequentialReply.Curve;
import io.viralstream.cli.client.PrequentialReply.Point;
import io.viralstream.cli.console.Table;
import io.viralstream.cli.console.Table.Column;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Prequential curves, a table for each feed and each category, a row for each point.
public final class PrequentialTable {
  private PrequentialTable() {}

  public static String text(List<Curve> curves) {
    if (curves.isEmpty()) return "no samples";
    return curves.stream()
        .map(curve -> heading(curve) + "\n" + table(curve))
        .collect(Collectors.joining("\n\n"));
  }

  private static String heading(Curve curve) {
    return curve.kind()
        + " "
        + curve.name()
        + "  samples "
        + FigureFormat.count(curve.samples())
        + "  (before each update)";
  }

  private static String table(Curve curve) {
    var table =
        Table.of(
            Column.figure("sample"),
            Column.figure("step"),
            Column.figure("exact, window"),
            Column.figure("exact, fading"),
            Column.figure("L_LM, window"),
            Column.figure("L_LM, fading"));
    curve.points().forEach(point -> row(table, point));
    return table.text();
  }

  private static void row(Table table, Point point) {
    table.row(
        FigureFormat.count(point.sample()),
        FigureFormat.count(point.step()),
        FigureFormat.share(point.windowedExact()),
        FigureFormat.share(point.fadingExact()),
        loss(point.windowedLm()),
        loss(point.fadingLm()));
  }

  private static String loss(double nats) {
    return String.format(Locale.ROOT, "%.4f", nats);
  }
}
