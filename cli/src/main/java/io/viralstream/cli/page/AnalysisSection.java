package io.viralstream.cli.page;

import io.viralstream.cli.analysis.AnalysisSummary;
import io.viralstream.cli.analysis.AnalysisSummary.HeadMean;
import io.viralstream.cli.analysis.AnalysisSummary.Mean;
import io.viralstream.cli.analysis.AnalysisSummary.Model;
import io.viralstream.cli.page.ReportContent.Analysed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/// Curves by layer with bands, heads as a heat map, and the pictures of an analysis.
///
/// @param number of the section, which tells its charts from others'
/// @param charts takes what is drawn
record AnalysisSection(int number, SequencedMap<String, LineChart> charts, PictureBudget budget) {

  String of(Analysed analysed, List<String> versions) throws IOException {
    AnalysisSummary summary = analysed.summary();
    StringBuilder html = new StringBuilder();
    for (String measure : measures(summary)) html.append(measured(measure, summary));
    html.append(heads(summary));
    html.append(new AnalysisPictureRows(analysed.folder(), budget).of(versions));
    if (!summary.skipped().isEmpty()) {
      html.append(
          Html.paragraph(
              "skipped: "
                  + counted(
                      summary.skipped().entrySet().stream()
                          .map(each -> each.getValue() + " × " + each.getKey())
                          .toList())));
    }
    return html.toString();
  }

  private static String counted(List<String> reasons) {
    return String.join("; ", reasons);
  }

  private static Set<String> measures(AnalysisSummary summary) {
    Set<String> names = new LinkedHashSet<>();
    for (Model model : summary.models()) model.means().forEach(mean -> names.add(mean.measure()));
    return names;
  }

  private String measured(String measure, AnalysisSummary summary) {
    List<LineChart.Line> lines = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (Model model : summary.models()) {
      List<LineChart.Point> points = new ArrayList<>();
      for (Mean mean : model.means()) {
        if (!mean.measure().equals(measure)) continue;
        rows.add(row(model.name(), mean));
        if (mean.layer().isPresent()) point(mean).ifPresent(points::add);
      }
      if (!points.isEmpty()) lines.add(new LineChart.Line(model.name(), points));
    }
    for (Mean mean : summary.differences()) {
      if (mean.measure().equals(measure)) rows.add(row("first less second", mean));
    }
    String table =
        Html.table(
            measure,
            List.of("model", "layer", "items", "mean", "95 % interval", "undefined"),
            rows);
    if (lines.isEmpty()) return "<h3>" + Html.text(measure) + "</h3>\n" + table;
    var chart = new LineChart(measure + " by layer", "layer", measure, lines);
    charts.put(number + "-" + measure, chart);
    return "<h3>"
        + Html.text(measure)
        + "</h3>\n"
        + chart.svg()
        + Html.folded("The numbers", table);
  }

  private static List<String> row(String name, Mean mean) {
    return List.of(
        name,
        mean.layer().isPresent() ? Integer.toString(mean.layer().getAsInt()) : "–",
        Integer.toString(mean.items()),
        ReportPage.number(mean.mean()),
        mean.interval()
            .map(each -> String.format(Locale.ROOT, "[%.4f, %.4f]", each.low(), each.high()))
            .orElse("–"),
        counted(
            mean.undefined().entrySet().stream()
                .map(each -> each.getValue() + " × " + each.getKey())
                .toList()));
  }

  private static Optional<LineChart.Point> point(Mean mean) {
    return mean.mean()
        .map(value ->
            new LineChart.Point(
                mean.layer().orElse(0),
                value,
                mean.interval().map(each -> each.low()).orElse(value),
                mean.interval().map(each -> each.high()).orElse(value)));
  }

  /// The share of each head's attention that goes to the picture: a cell a head, a row a layer.
  private static String heads(AnalysisSummary summary) {
    return summary.models().stream()
        .filter(model -> !model.heads().isEmpty())
        .map(AnalysisSection::heads)
        .collect(Collectors.joining());
  }

  private static String heads(Model model) {
    List<HeadMean> all =
        model.heads().stream().filter(each -> each.measure().equals("attention.mass")).toList();
    if (all.isEmpty()) return "";
    StringBuilder rows = new StringBuilder();
    for (int layer : new LinkedHashSet<>(all.stream().map(HeadMean::layer).toList())) {
      rows.append("<tr><th scope=\"row\">").append(layer).append("</th>");
      for (HeadMean each : all) {
        if (each.layer() != layer) continue;
        rows.append(
            String.format(
                Locale.ROOT,
                "<td style=\"--heat:%.3f\">%.2f</td>",
                Math.clamp(each.mean(), 0, 1),
                each.mean()));
      }
      rows.append("</tr>\n");
    }
    return "<div class=\"wide\" tabindex=\"0\"><table class=\"heat\"><caption>"
        + Html.text("attention.mass of " + model.name() + " by layer and head")
        + "</caption><tbody>\n"
        + rows
        + "</tbody></table></div>\n";
  }
}
