package io.viralstream.cli.report;

import io.viralstream.cli.client.ArmComparison;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Arms compared on the same items, a line each; figures only, no verdict.
public final class ComparisonLines {
  private ComparisonLines() {}

  public static String text(List<ArmComparison> comparisons) {
    return comparisons.stream().map(ComparisonLines::line).collect(Collectors.joining("\n"));
  }

  private static String line(ArmComparison pair) {
    return String.format(
        Locale.ROOT,
        "%s  %s  %s against %s: %s and %s on the same %,d items; right only the first %,d,"
            + " only the second %,d; p = %.3f (exact McNemar)",
        pair.text("benchmark"),
        pair.text("variant"),
        pair.text("first"),
        pair.text("second"),
        FigureFormat.share(pair.accuracy("onlyFirst")),
        FigureFormat.share(pair.accuracy("onlySecond")),
        pair.count("items"),
        pair.count("onlyFirst"),
        pair.count("onlySecond"),
        pair.pValue());
  }
}
