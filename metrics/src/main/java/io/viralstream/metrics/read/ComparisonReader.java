package io.viralstream.metrics.read;

import io.viralstream.metrics.Binding;
import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.Query;
import io.viralstream.metrics.Row;

/// Compares two models item by item, as two arms that saw the same stream should be.
public final class ComparisonReader {
  private static final Query PAIRS = Query.of(ComparisonReader.class, "pairs");

  private final ClickHouse clickHouse;

  public ComparisonReader(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
  }

  public Comparison compare(String firstEvaluation, String secondEvaluation, String variant) {
    Row row =
        clickHouse
            .query(
                PAIRS,
                Binding.of("first", firstEvaluation),
                Binding.of("second", secondEvaluation),
                Binding.of("variant", variant))
            .getFirst();
    return new Comparison(
        row.number("both"),
        row.number("only_first"),
        row.number("only_second"),
        row.number("neither"));
  }
}
