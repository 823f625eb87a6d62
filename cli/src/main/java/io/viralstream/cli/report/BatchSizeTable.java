package io.viralstream.cli.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.client.EvaluationResult;
import io.viralstream.cli.client.EvaluationState;
import io.viralstream.cli.console.Table;
import io.viralstream.cli.console.Table.Column;
import io.viralstream.cli.evaluation.AnswerComparison;
import io.viralstream.cli.evaluation.AnswerComparison.Difference;
import io.viralstream.cli.evaluation.BatchSizeRun;
import io.viralstream.cli.evaluation.BatchSizeRun.Sized;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What evaluations of several batch sizes have in common, as a table and as JSON.
public final class BatchSizeTable {
  private BatchSizeTable() {}

  public static String text(BatchSizeRun.Outcome outcome) {
    var table =
        Table.of(
            Column.figure("batch"),
            Column.figure("most together"),
            Column.figure("scored"),
            Column.figure("failed"),
            Column.text("state"));
    for (Sized each : outcome.sizes()) {
      EvaluationState state = each.outcome().state();
      table.row(
          Integer.toString(each.size()),
          each.ran().isEmpty() ? "–" : Integer.toString(each.largest()),
          Integer.toString(state.scored()),
          Integer.toString(state.failed()),
          phase(state));
    }
    var lines = new ArrayList<String>(List.of(table.text(), ""));
    lines.addAll(faults(outcome));
    outcome.comparison().ifPresent(compared -> lines.addAll(sentences(outcome, compared)));
    return String.join("\n", lines);
  }

  /// What was not as asked for, size by size.
  private static List<String> faults(BatchSizeRun.Outcome outcome) {
    var faults = new ArrayList<String>();
    for (Sized each : outcome.sizes()) {
      EvaluationState state = each.outcome().state();
      if (!state.flawless())
        faults.add("batch " + each.size() + ": not every item was answered, nothing is compared");
      else if (!each.reached())
        faults.add(
            "batch "
                + each.size()
                + " was not reached: at most "
                + each.largest()
                + " ran together");
    }
    return faults;
  }

  private static List<String> sentences(BatchSizeRun.Outcome outcome, AnswerComparison compared) {
    String sizes =
        outcome.sizes().stream()
            .map(each -> Integer.toString(each.size()))
            .collect(Collectors.joining(", "));
    if (compared.differing() == 0)
      return List.of("All " + compared.items() + " items have one text with " + sizes + ".");
    var lines = new ArrayList<String>();
    lines.add(compared.differing() + " of " + compared.items() + " items differ; the first:");
    for (Difference each : compared.first()) {
      lines.add("  " + each.item());
      for (int i = 0; i < each.texts().size(); i++)
        lines.add("    batch " + outcome.sizes().get(i).size() + ": " + shown(each.texts().get(i)));
    }
    return lines;
  }

  private static String shown(Optional<String> text) {
    return text.map(said -> JsonNodeFactory.instance.textNode(said).toString()).orElse("no answer");
  }

  private static String phase(EvaluationState state) {
    return state.phase().name().toLowerCase(Locale.ROOT);
  }

  /// The agreed object of results, with `batchSizes` beside them.
  public static ObjectNode json(BatchSizeRun.Outcome outcome) {
    List<EvaluationResult> results =
        outcome.sizes().stream().flatMap(each -> each.outcome().results().stream()).toList();
    ObjectNode json = ResultTable.json(results);
    ObjectNode sizes = json.putObject("batchSizes");
    ArrayNode rows = sizes.putArray("sizes");
    for (Sized each : outcome.sizes()) {
      ObjectNode row = rows.addObject().put("size", each.size());
      row.put("evaluation", each.outcome().state().id());
      row.put("state", phase(each.outcome().state()));
      row.put("reached", each.reached());
      ArrayNode ran = row.putArray("ran");
      each.ran()
          .forEach(
              count -> ran.addObject().put("batch", count.batch()).put("items", count.items()));
    }
    outcome.comparison().ifPresent(compared -> compared(sizes, compared));
    return json;
  }

  private static void compared(ObjectNode sizes, AnswerComparison compared) {
    sizes.put("items", compared.items()).put("differing", compared.differing());
    ArrayNode first = sizes.putArray("differences");
    for (Difference each : compared.first()) {
      ArrayNode texts = first.addObject().put("item", each.item()).putArray("texts");
      each.texts().forEach(text -> text.ifPresentOrElse(texts::add, texts::addNull));
    }
  }
}
