package io.viralstream.cli.report;

import io.viralstream.cli.client.ArmComparison;
import io.viralstream.cli.client.EvaluationResult;
import io.viralstream.cli.client.EvaluationResult.Figure;
import io.viralstream.cli.client.EvaluationResult.Interval;
import io.viralstream.cli.client.PrequentialReply.Curve;
import io.viralstream.cli.client.PrequentialReply.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Results as comma-separated values (RFC 4180), one figure a line.
public final class ResultCsv {
  private static final String NOTHING = "";

  private ResultCsv() {}

  public static String figures(List<EvaluationResult> results) {
    var lines = new ArrayList<String>();
    lines.add(
        line(
            "evaluation",
            "benchmark",
            "truth",
            "model",
            "variant",
            "category",
            "measure",
            "value",
            "low",
            "high"));
    for (EvaluationResult result : results) {
      for (String variant : result.variants()) {
        for (String category : result.categories(variant)) {
          for (String measure : result.measures(variant, category))
            lines.add(line(result, variant, category, measure));
        }
      }
    }
    return String.join("\n", lines);
  }

  private static String line(
      EvaluationResult result, String variant, String category, String measure) {
    Optional<Figure> figure = result.figure(variant, category, measure);
    Optional<Interval> interval = figure.flatMap(Figure::interval);
    return line(
        result.id(),
        result.benchmark(),
        result.truth(),
        result.model(),
        variant,
        category,
        measure,
        figure.map(found -> number(found.value())).orElse(NOTHING),
        interval.map(found -> number(found.low())).orElse(NOTHING),
        interval.map(found -> number(found.high())).orElse(NOTHING));
  }

  public static String comparisons(List<ArmComparison> comparisons) {
    var lines = new ArrayList<String>();
    lines.add(
        line(
            "benchmark",
            "variant",
            "category",
            "measure",
            "a",
            "b",
            "items",
            "difference",
            "low",
            "high",
            "p",
            "pHolm",
            "detectable"));
    for (ArmComparison pair : comparisons)
      lines.add(
          line(
              pair.text("benchmark"),
              pair.text("variant"),
              pair.text("category"),
              pair.text("measure"),
              pair.text("a"),
              pair.text("b"),
              Long.toString(pair.count("items")),
              figure(pair, "difference"),
              pair.interval().map(found -> number(found.low())).orElse(NOTHING),
              pair.interval().map(found -> number(found.high())).orElse(NOTHING),
              figure(pair, "p"),
              figure(pair, "pHolm"),
              figure(pair, "detectable")));
    return String.join("\n", lines);
  }

  /// Prequential curves, one point a line.
  public static String curves(List<Curve> curves) {
    var lines = new ArrayList<String>();
    lines.add(
        line(
            "kind",
            "name",
            "sample",
            "step",
            "exact_window",
            "exact_fading",
            "lm_window",
            "lm_fading"));
    for (Curve curve : curves) curve.points().forEach(point -> lines.add(line(curve, point)));
    return String.join("\n", lines);
  }

  private static String line(Curve curve, Point point) {
    return line(
        curve.kind(),
        curve.name(),
        Long.toString(point.sample()),
        Long.toString(point.step()),
        number(point.windowedExact()),
        number(point.fadingExact()),
        number(point.windowedLm()),
        number(point.fadingLm()));
  }

  private static String figure(ArmComparison pair, String field) {
    return pair.figure(field).map(ResultCsv::number).orElse(NOTHING);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.9g", value);
  }

  private static String line(String... cells) {
    return List.of(cells).stream().map(ResultCsv::cell).collect(Collectors.joining(","));
  }

  private static String cell(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
