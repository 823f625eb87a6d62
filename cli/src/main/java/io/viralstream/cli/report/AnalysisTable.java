package io.viralstream.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.analysis.AnalysisSummary;
import io.viralstream.cli.analysis.AnalysisSummary.HeadMean;
import io.viralstream.cli.analysis.AnalysisSummary.Mean;
import io.viralstream.cli.analysis.AnalysisSummary.Model;
import io.viralstream.cli.console.Table;
import io.viralstream.cli.console.Table.Column;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The means of an analysis as a table for each model: a row for each measure and layer.
public final class AnalysisTable {
  private AnalysisTable() {}

  public static String text(AnalysisSummary summary) {
    String tables =
        summary.models().stream()
            .map(model -> "model " + model.name() + "\n" + table(model.means()))
            .collect(Collectors.joining("\n\n"));
    if (!summary.differences().isEmpty())
      tables += "\n\nfirst less second, item by item\n" + table(summary.differences());
    return summary.skipped().isEmpty()
        ? tables
        : tables + "\n\nskipped: " + counted(summary.skipped());
  }

  private static String table(List<Mean> means) {
    var table =
        Table.of(
            Column.text("measure"),
            Column.figure("layer"),
            Column.figure("items"),
            Column.figure("mean"),
            Column.figure("95 %"),
            Column.text("undefined"));
    for (Mean mean : means) {
      table.row(
          mean.measure(),
          mean.layer().isPresent() ? Integer.toString(mean.layer().getAsInt()) : "",
          FigureFormat.count(mean.items()),
          mean.mean().map(AnalysisTable::number).orElse("-"),
          mean.interval()
              .map(each -> "[" + number(each.low()) + ", " + number(each.high()) + "]")
              .orElse("-"),
          counted(mean.undefined()));
    }
    return table.text();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static String counted(Map<String, Integer> reasons) {
    return reasons.entrySet().stream()
        .map(each -> each.getValue() + " × " + each.getKey())
        .collect(Collectors.joining("; "));
  }

  public static ObjectNode json(AnalysisSummary summary) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode models = json.putArray("analyses");
    for (Model model : summary.models()) {
      ObjectNode one = models.addObject().put("id", model.analysis()).put("model", model.name());
      ArrayNode figures = one.putArray("figures");
      model.means().forEach(mean -> figures.add(json(mean)));
      ArrayNode heads = one.putArray("heads");
      for (HeadMean head : model.heads()) {
        heads
            .addObject()
            .put("measure", head.measure())
            .put("layer", head.layer())
            .put("head", head.head())
            .put("items", head.items())
            .put("mean", head.mean());
      }
    }
    ArrayNode differences = json.putArray("differences");
    summary.differences().forEach(mean -> differences.add(json(mean)));
    json.set("skipped", reasons(summary.skipped()));
    return json;
  }

  private static ObjectNode json(Mean mean) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("measure", mean.measure());
    mean.layer().ifPresent(layer -> json.put("layer", layer));
    json.put("items", mean.items());
    mean.mean().ifPresentOrElse(value -> json.put("mean", value), () -> json.putNull("mean"));
    mean.interval()
        .ifPresentOrElse(
            each -> json.putArray("interval").add(each.low()).add(each.high()),
            () -> json.putNull("interval"));
    json.set("undefined", reasons(mean.undefined()));
    return json;
  }

  private static ArrayNode reasons(Map<String, Integer> counts) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    List<Map.Entry<String, Integer>> entries = List.copyOf(counts.entrySet());
    for (Map.Entry<String, Integer> each : entries) {
      list.addObject().put("reason", each.getKey()).put("count", each.getValue());
    }
    return list;
  }
}
