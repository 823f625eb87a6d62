package io.viralstream.cli.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.databind.JsonNode;
import io.viralstream.cli.client.ArmComparison;
import io.viralstream.cli.console.Table;
import io.viralstream.cli.console.Table.Column;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// Arms compared on the same items, a table for two model versions; figures only, no verdict.
public final class ComparisonTable {
  private static final Set<String> SUMS =
      Set.of("overall", "perception", "cognition", "2D", "3D", "macro", "micro");

  private ComparisonTable() {}

  public static String text(List<ArmComparison> comparisons) {
    return comparisons.stream()
        .collect(groupingBy(ComparisonTable::heading, LinkedHashMap::new, toList()))
        .entrySet()
        .stream()
        .map(pair -> pair.getKey() + "\n" + table(pair.getValue()))
        .collect(joining("\n\n"));
  }

  private static String heading(ArmComparison pair) {
    return "figures of "
        + pair.text("first")
        + " less those of "
        + pair.text("second")
        + ", on the same items";
  }

  private static String table(List<ArmComparison> comparisons) {
    var table =
        Table.of(
            Column.text("benchmark"),
            Column.text("rule"),
            Column.text("category"),
            Column.text("measure"),
            Column.figure("items"),
            Column.figure("only first"),
            Column.figure("only second"),
            Column.figure("difference"),
            Column.text("95 % interval"),
            Column.figure("p"),
            Column.figure("p Holm"),
            Column.figure("detectable"));
    List<ArmComparison> shown = comparisons.stream().filter(ComparisonTable::isShown).toList();
    shown.forEach(pair -> row(table, pair));
    int more = comparisons.size() - shown.size();
    return table.text()
        + (more == 0 ? "" : "\nand " + more + " of other measures by category: --csv");
  }

  /// Accuracy everywhere, other measures where they sum a benchmark up.
  private static boolean isShown(ArmComparison pair) {
    return pair.text("measure").equals("accuracy") || SUMS.contains(pair.text("category"));
  }

  private static void row(Table table, ArmComparison pair) {
    table.row(
        pair.text("benchmark"),
        pair.text("variant"),
        pair.text("category"),
        pair.text("measure"),
        FigureFormat.count(pair.count("items")),
        counted(pair, "onlyFirst"),
        counted(pair, "onlySecond"),
        pair.figure("difference").map(FigureFormat::signed).orElse(FigureFormat.NONE),
        pair.interval().map(FigureFormat::signed).orElse(FigureFormat.NONE),
        pair.figure("p").map(FigureFormat::probability).orElse(FigureFormat.NONE),
        pair.figure("pHolm").map(FigureFormat::probability).orElse(FigureFormat.NONE),
        pair.figure("detectable").map(FigureFormat::share).orElse(FigureFormat.NONE));
  }

  /// Counts of pairs stand behind accuracy alone.
  private static String counted(ArmComparison pair, String field) {
    return pair.figure(field).isPresent()
        ? FigureFormat.count(pair.count(field))
        : FigureFormat.NONE;
  }

  /// Two evaluations that are not compared, and what mends it.
  public static String refusal(JsonNode pair) {
    String mend = pair.path("mend").asText("");
    return pair.path("benchmark").asText()
        + ": "
        + pair.path("a").asText()
        + " and "
        + pair.path("b").asText()
        + " are not compared, they differ in "
        + pair.path("why").asText()
        + (mend.isEmpty() || mend.equals("null") ? "" : "; to mend it: " + mend);
  }
}
