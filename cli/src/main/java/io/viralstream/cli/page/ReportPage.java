package io.viralstream.cli.page;

import io.viralstream.cli.client.ArmComparison;
import io.viralstream.cli.client.EvaluationResult;
import io.viralstream.cli.client.EvaluationResult.Figure;
import io.viralstream.cli.client.EvaluationResult.Interval;
import io.viralstream.cli.page.ReportContent.Analysed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The report as one HTML document: no foreign hosts, no script, text only as text.
final class ReportPage {
  /// Bytes that the document may have.
  static final int MOST_BYTES = 5_000_000;

  private final ReportContent content;
  private final SequencedMap<String, LineChart> charts = new LinkedHashMap<>();
  private final PictureBudget budget = new PictureBudget(MOST_BYTES * 3 / 5);

  ReportPage(ReportContent content) {
    this.content = content;
  }

  /// The charts that the document shows, by name.
  SequencedMap<String, LineChart> charts() {
    return charts;
  }

  /// @throws ChartUnavailable where this machine can draw no charts
  String html() throws IOException {
    var sections = new ArrayList<String>();
    sections.add(Html.section("scores", "Scores", scores()));
    content
        .efficiency()
        .ifPresent(curve -> sections.add(Html.section("steps", "By training step", steps(curve))));
    if (content.differences().isPresent())
      sections.add(
          Html.section(
              "answers",
              "Where the answers differ",
              new AnswerCards(budget).of(content.differences().get(), content.versions())));
    for (int i = 0; i < content.analyses().size(); i++) {
      Analysed analysed = content.analyses().get(i);
      sections.add(
          Html.section(
              "sees-" + (i + 1),
              "What the models see: " + analysed.data(),
              new AnalysisSection(i + 1, charts, budget).of(analysed, content.versions())));
    }
    sections.add(Html.section("run", "What was run", run()));
    return PageFrame.of(title(), content.versions(), sections);
  }

  private String title() {
    String name = content.benchmark().split("@", 2)[0];
    return String.join(" and ", content.versions()) + " on " + name;
  }

  private String scores() {
    String tables =
        content.results().stream().map(ReportPage::figures).collect(Collectors.joining());
    if (content.comparisons().isEmpty()) return tables;
    List<List<String>> rows = content.comparisons().stream().map(ReportPage::compared).toList();
    return Html.table(
            content.versions().getFirst()
                + " less "
                + content.versions().getLast()
                + ", on the same items",
            List.of(
                "variant, category, measure",
                "items",
                "difference",
                "95 % interval",
                "p",
                "p (Holm)",
                "detectable"),
            rows)
        + tables;
  }

  private static List<String> compared(ArmComparison pair) {
    return List.of(
        pair.text("variant") + ", " + pair.text("category") + ", " + pair.text("measure"),
        String.format(Locale.ROOT, "%,d", pair.count("items")),
        number(pair.figure("difference")),
        pair.interval().map(ReportPage::interval).orElse("–"),
        number(pair.figure("p")),
        number(pair.figure("pHolm")),
        number(pair.figure("detectable")));
  }

  private static String figures(EvaluationResult result) {
    List<List<String>> rows = new ArrayList<>();
    for (String variant : result.variantsInOrder()) {
      for (String category : result.categories(variant)) {
        for (String measure : new TreeSet<>(result.measures(variant, category))) {
          Optional<Figure> figure = result.figure(variant, category, measure);
          if (figure.isEmpty()) continue;
          rows.add(
              List.of(
                  variant + ", " + category + ", " + measure,
                  number(figure.map(Figure::value)),
                  figure.flatMap(Figure::interval).map(ReportPage::interval).orElse("–")));
        }
      }
    }
    return Html.folded(
        "All figures of " + result.model(),
        Html.table(
            result.model(), List.of("variant, category, measure", "value", "95 % interval"), rows));
  }

  private String steps(EfficiencyCurve curve) {
    List<LineChart.Line> lines = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    curve
        .arms()
        .forEach((arm, figures) -> {
          List<LineChart.Point> points = new ArrayList<>();
          figures.forEach((step, figure) -> {
            points.add(point(step, figure));
            rows.add(
                List.of(
                    arm,
                    Long.toString(step),
                    number(Optional.of(figure.value())),
                    figure.interval().map(ReportPage::interval).orElse("–")));
          });
          lines.add(new LineChart.Line(arm, points));
        });
    String what = curve.category() + " " + curve.measure();
    var chart = new LineChart(what + " by training step", "training step", what, lines);
    charts.put("steps", chart);
    String lead = curve.lead().map(Html::paragraph).orElse("");
    return lead
        + chart.svg()
        + gap(curve, what)
        + Html.folded(
            "The numbers",
            Html.table(
                    curve.variant() + ", " + what,
                    List.of("arm", "step", "value", "95 % interval"),
                    rows)
                + differences(curve));
  }

  /// The paired difference by step, with its band.
  private String gap(EfficiencyCurve curve, String what) {
    if (curve.differences().isEmpty()) return "";
    List<LineChart.Point> points = new ArrayList<>();
    curve.differences().forEach((step, each) -> points.add(point(step, each)));
    List<String> arms = List.copyOf(curve.arms().keySet());
    String name = arms.getFirst() + " less " + arms.getLast();
    var chart =
        new LineChart(
            what + ", " + name + ", on the same items",
            "training step",
            "difference",
            List.of(new LineChart.Line(name, points)));
    charts.put("steps-difference", chart);
    return chart.svg();
  }

  private static LineChart.Point point(long step, EfficiencyCurve.Difference each) {
    Interval interval = each.interval().orElseGet(() -> new Interval(each.value(), each.value()));
    return new LineChart.Point(step, each.value(), interval.low(), interval.high());
  }

  private static String differences(EfficiencyCurve curve) {
    if (curve.differences().isEmpty()) return "";
    List<List<String>> rows = new ArrayList<>();
    curve
        .differences()
        .forEach((step, each) ->
            rows.add(
                List.of(
                    Long.toString(step),
                    number(Optional.of(each.value())),
                    each.interval().map(ReportPage::interval).orElse("–"))));
    return Html.table(
        "first arm less second, on the same items",
        List.of("step", "difference", "95 % interval"),
        rows);
  }

  private static LineChart.Point point(long step, Figure figure) {
    Interval interval =
        figure.interval().orElseGet(() -> new Interval(figure.value(), figure.value()));
    return new LineChart.Point(step, figure.value(), interval.low(), interval.high());
  }

  private String run() {
    List<List<String>> rows = new ArrayList<>();
    for (EvaluationResult result : content.results()) {
      rows.add(
          List.of(
              "evaluation of " + result.model(),
              result.id()
                  + ", "
                  + result.answered()
                  + " of "
                  + result.items()
                  + " items answered"));
    }
    for (Analysed analysed : content.analyses()) {
      rows.add(List.of("analysis of " + analysed.data(), analysed.settings()));
    }
    String commands =
        content.commands().stream()
            .map(command -> "<pre tabindex=\"0\">" + Html.text(command) + "</pre>\n")
            .collect(Collectors.joining());
    rows.add(List.of("benchmark", content.benchmark()));
    return Html.table("evaluations and analyses", List.of("what", "how"), rows)
        + Html.paragraph("These commands repeat it:")
        + commands
        + Html.paragraph(budget.remark());
  }

  static String number(Optional<Double> value) {
    return value.map(each -> String.format(Locale.ROOT, "%.4f", each)).orElse("–");
  }

  static String interval(Interval interval) {
    return String.format(Locale.ROOT, "[%.4f, %.4f]", interval.low(), interval.high());
  }
}
