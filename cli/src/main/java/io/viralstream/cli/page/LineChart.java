package io.viralstream.cli.page;

import java.awt.AWTError;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// Lines over a common axis, each with the band of its intervals: an SVG whose colours follow the
/// page's theme, or a PNG.
///
/// @param across what the horizontal axis shows
/// @param up what the vertical axis shows
/// @param lines two at most, as the page has two colours
record LineChart(String title, String across, String up, List<Line> lines) {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 340;
  private static final int MOST = 2;
  private static final Pattern NUMBER = Pattern.compile("(\\d+\\.\\d)\\d+");

  /// A line of points, left to right.
  record Line(String name, List<Point> points) {
    Line {
      points = List.copyOf(points);
    }
  }

  /// One point with its interval, which is the point itself where it has none.
  record Point(double x, double y, double low, double high) {}

  LineChart {
    lines = List.copyOf(lines);
    if (lines.size() > MOST) {
      throw new IllegalArgumentException("lines=" + lines.size() + ", expected at most " + MOST);
    }
  }

  /// Colours by role; in a page they are replaced by its variables.
  ///
  /// @param ink of text and axes
  /// @param lines of each line
  private record Palette(Color paper, Color ink, Color grid, List<Color> lines) {
    static final Palette PICTURE =
        new Palette(
            Color.WHITE,
            Color.BLACK,
            new Color(221, 221, 221),
            List.of(new Color(0, 98, 178), new Color(200, 80, 0)));

    /// Colours that nothing else has.
    static final Palette PAGE =
        new Palette(
            new Color(1, 2, 3, 0),
            new Color(1, 2, 4),
            new Color(1, 2, 5),
            List.of(new Color(1, 2, 6), new Color(1, 2, 7)));
  }

  /// @throws ChartUnavailable where this machine can draw no text
  String svg() {
    var out = new ByteArrayOutputStream();
    try {
      VectorGraphicsEncoder.saveVectorGraphic(
          chart(Palette.PAGE), out, VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } catch (LinkageError | InternalError | AWTError headless) {
      throw new ChartUnavailable(headless);
    }
    return themed(out.toString(StandardCharsets.UTF_8));
  }

  /// @throws ChartUnavailable where this machine can draw no text
  byte[] png() {
    try {
      return BitmapEncoder.getBitmapBytes(chart(Palette.PICTURE), BitmapEncoder.BitmapFormat.PNG);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } catch (LinkageError | InternalError | AWTError headless) {
      throw new ChartUnavailable(headless);
    }
  }

  /// The element alone, with the page's variables for colours and no more digits than are seen.
  private String themed(String document) {
    String element = document.substring(document.indexOf("<svg"));
    String name = "clip-" + Integer.toHexString(document.hashCode()) + "-";
    String coloured =
        element
            .replace("rgb(1,2,3)", "var(--paper)")
            .replace("rgb(1,2,4)", "var(--ink)")
            .replace("rgb(1,2,5)", "var(--line)")
            .replace("rgb(1,2,6)", "var(--first)")
            .replace("rgb(1,2,7)", "var(--second)")
            .replace("\"clip", "\"" + name)
            .replace("url(#clip", "url(#" + name);
    return "<figure>"
        + NUMBER
            .matcher(coloured)
            .replaceAll("$1")
            .strip()
            .replaceFirst("<svg", "<svg role=\"img\" aria-label=\"" + Html.text(title) + "\"")
            .replaceFirst(" height=\"340px\"", "")
            .replaceFirst(" width=\"640px\"", "")
        + "<figcaption>"
        + Html.text(title)
        + "</figcaption></figure>\n";
  }

  private XYChart chart(Palette palette) {
    XYChart chart =
        new XYChartBuilder().width(WIDTH).height(HEIGHT).xAxisTitle(across).yAxisTitle(up).build();
    style(chart.getStyler(), palette);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).points().isEmpty()) continue;
      Color colour = palette.lines().get(i);
      band(chart, lines.get(i), colour);
      line(chart, lines.get(i), colour);
    }
    return chart;
  }

  private static void style(XYStyler styler, Palette palette) {
    styler.setChartBackgroundColor(palette.paper());
    styler.setPlotBackgroundColor(palette.paper());
    styler.setLegendBackgroundColor(palette.paper());
    styler.setPlotBorderVisible(false);
    styler.setChartTitleVisible(false);
    styler.setChartFontColor(palette.ink());
    styler.setAxisTickLabelsColor(palette.ink());
    styler.setAxisTickMarksColor(palette.ink());
    styler.setPlotGridLinesColor(palette.grid());
    styler.setLegendBorderColor(palette.grid());
    styler.setLegendPosition(LegendPosition.OutsideS);
    styler.setLegendVisible(true);
    styler.setLocale(Locale.ROOT);
  }

  private static void band(XYChart chart, Line line, Color colour) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (Point point : line.points()) {
      x.add(point.x());
      y.add(point.high());
    }
    for (Point point : line.points().reversed()) {
      x.add(point.x());
      y.add(point.low());
    }
    XYSeries band = chart.addSeries(line.name() + " ", x, y);
    band.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    band.setFillColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 51));
    band.setLineColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 0));
    band.setMarker(SeriesMarkers.NONE);
    band.setShowInLegend(false);
  }

  private static void line(XYChart chart, Line line, Color colour) {
    XYSeries series =
        chart.addSeries(
            line.name(),
            line.points().stream().map(Point::x).toList(),
            line.points().stream().map(Point::y).toList());
    series.setLineColor(colour);
    series.setLineStyle(new BasicStroke(2));
    series.setMarker(SeriesMarkers.CIRCLE);
    series.setMarkerColor(colour);
  }
}
