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
      List.of(
          "id",
          "benchmark",
          "model",
          "truth",
          "parser",
          "items",
          "answered",
          "failed",
          "incomplete",
          "conflicts",
          "unknown",
          "scores",
          "intervals",
          "hash",
          "truthFromAnswers",
          "rescored");

  /// A measure as a column, where an evaluation has it.
  private record Measure(String name, String header, boolean hasInterval) {}

  private static final List<Measure> MEASURES =
      List.of(
          new Measure("accuracy", "accuracy", true),
          new Measure("accuracyPlus", "accuracy+", false),
          new Measure("pairAccuracy", "pairs", true),
          new Measure("setAccuracy", "sets", true),
          new Measure("figureAccuracy", "figures", true),
          new Measure("questionAccuracy", "questions", false),
          new Measure("score", "score", true),
          new Measure("chairS", "CHAIRs", true),
          new Measure("chairI", "CHAIRi", true),
          new Measure("yesRatio", "yes", false),
          new Measure("hallucination", "halluc.", false),
          new Measure("precision", "precision", false),
          new Measure("recall", "recall", false),
          new Measure("f1", "F1", true));

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
        + (result.failed() == 0 ? "" : "  failed " + result.failed())
        + (result.incomplete() == 0 ? "" : "  incomplete groups " + result.incomplete())
        + (result.truthFromAnswers()
            ? "  (the truth is from the answers' file: what that left out is not missed)"
            : "");
  }

  private static String table(EvaluationResult result) {
    List<Measure> shown = MEASURES.stream().filter(measure -> has(result, measure)).toList();
    var columns = new ArrayList<>(List.of(Column.text("rule"), Column.text("category")));
    for (Measure measure : shown) {
      columns.add(Column.figure(measure.header()));
      if (measure.hasInterval()) columns.add(Column.text("95 % interval"));
    }
    var table = Table.of(columns.toArray(Column[]::new));
    for (String variant : result.variants()) {
      for (String category : ordered(result, variant)) row(table, result, variant, category, shown);
    }
    return table.text();
  }

  private static boolean has(EvaluationResult result, Measure measure) {
    return result.variants().stream()
        .anyMatch(variant ->
            result.categories(variant).stream()
                .anyMatch(
                    category -> result.figure(variant, category, measure.name()).isPresent()));
  }

  private static void row(
      Table table,
      EvaluationResult result,
      String variant,
      String category,
      List<Measure> measures) {
    var cells = new ArrayList<>(List.of(variant, category));
    for (Measure measure : measures) {
      Optional<EvaluationResult.Figure> figure = result.figure(variant, category, measure.name());
      cells.add(FigureFormat.value(figure));
      if (measure.hasInterval()) cells.add(FigureFormat.interval(figure));
    }
    table.row(cells.toArray(String[]::new));
  }

  /// By name, what sums them up last.
  private static List<String> ordered(EvaluationResult result, String variant) {
    var categories = new ArrayList<>(result.categories(variant));
    if (categories.remove(OVERALL)) categories.add(OVERALL);
    return categories;
  }

  /// What the gateway tells of each evaluation, as
  /// `{"evaluations":[{"id","benchmark","model",…}]}`; gateway/API.md has the fields.
  public static ObjectNode json(List<EvaluationResult> results) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode evaluations = json.putArray("evaluations");
    for (EvaluationResult result : results) {
      ObjectNode evaluation = evaluations.addObject();
      for (String field : FIELDS) {
        if (result.json().has(field)) evaluation.set(field, result.json().get(field));
      }
    }
    return json;
  }
}
