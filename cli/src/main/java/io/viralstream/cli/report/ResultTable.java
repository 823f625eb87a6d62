package io.viralstream.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.client.EvaluationResult;
import io.viralstream.cli.console.Table;
import io.viralstream.cli.console.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Results of evaluations as a table, and as the JSON object that `evaluate` and `results` print.
public final class ResultTable {
  private static final String OVERALL = "overall";
  private static final List<String> FIELDS =
      List.of("id", "benchmark", "model", "items", "answered", "failed", "scores", "intervals");

  private ResultTable() {}

  public static String text(List<EvaluationResult> results) {
    if (results.isEmpty()) return "no results";
    var parts = new ArrayList<String>();
    results.forEach(result -> parts.add(heading(result) + "\n" + table(result)));
    return String.join("\n\n", parts);
  }

  private static String heading(EvaluationResult result) {
    return result.benchmark()
        + "  model "
        + result.model()
        + "  answered "
        + result.answered()
        + " of "
        + result.items()
        + (result.failed() == 0 ? "" : "  failed " + result.failed());
  }

  private static String table(EvaluationResult result) {
    var table =
        Table.of(
            Column.text("rule"),
            Column.text("category"),
            Column.figure("accuracy"),
            Column.text("95 % interval"),
            Column.figure("yes"),
            Column.figure("halluc."),
            Column.figure("precision"),
            Column.figure("recall"),
            Column.figure("F1"));
    for (String variant : result.variants()) {
      for (String category : ordered(result, variant)) row(table, result, variant, category);
    }
    return table.text();
  }

  private static void row(Table table, EvaluationResult result, String variant, String category) {
    Optional<EvaluationResult.Figure> accuracy = result.figure(variant, category, "accuracy");
    table.row(
        variant,
        category,
        FigureFormat.value(accuracy),
        FigureFormat.interval(accuracy),
        FigureFormat.value(result.figure(variant, category, "yesRatio")),
        FigureFormat.value(result.figure(variant, category, "hallucination")),
        FigureFormat.value(result.figure(variant, category, "precision")),
        FigureFormat.value(result.figure(variant, category, "recall")),
        FigureFormat.value(result.figure(variant, category, "f1")));
  }

  /// By name, what sums them up last.
  private static List<String> ordered(EvaluationResult result, String variant) {
    var categories = new ArrayList<>(result.categories(variant));
    if (categories.remove(OVERALL)) categories.add(OVERALL);
    return categories;
  }

  ///
  /// `{"evaluations":[{"id","benchmark","model","items","answered","failed","scores","intervals"}]}`.
  public static ObjectNode json(List<EvaluationResult> results) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode evaluations = json.putArray("evaluations");
    for (EvaluationResult result : results) {
      ObjectNode evaluation = evaluations.addObject();
      for (String field : FIELDS) evaluation.set(field, result.json().path(field));
    }
    return json;
  }
}
