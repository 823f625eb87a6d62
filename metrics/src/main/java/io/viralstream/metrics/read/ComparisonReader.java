package io.viralstream.metrics.read;

import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.Query;
import io.viralstream.metrics.Query.Binding;
import io.viralstream.metrics.Row;
import io.viralstream.metrics.measures.McNemar;

/// Compares two models item by item, as two arms that saw the same stream should be.
public final class ComparisonReader {

  /// Two evaluations on the items that both have scored, by who was right.
  public record Comparison(long both, long onlyFirst, long onlySecond, long neither) {

    /// The p-value of McNemar's exact test that neither is better.
    public double pValue() {
      return McNemar.exact(onlyFirst, onlySecond);
    }
  }

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
