package io.viralstream.metrics.read;

import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.Query;
import io.viralstream.metrics.Row;
import java.util.List;

/// What a screen that shows the whole system asks of the rows.
public final class OverviewReader {

  /// How much is stored.
  ///
  /// @param deadLetters distinct ids
  public record RowCounts(
      long samples, long trainSteps, long checkpoints, long scores, long asked, long deadLetters) {}

  /// How many records failed in one way at one step, such as TRAIN and IMAGE_MISSING.
  public record DeadLetterCount(String step, String category, long count) {}

  private static final Query ROW_COUNTS = Query.of(OverviewReader.class, "row_counts");
  private static final Query DEAD_LETTERS = Query.of(OverviewReader.class, "dead_letters");

  private final ClickHouse clickHouse;

  public OverviewReader(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
  }

  public RowCounts rowCounts() {
    Row row = clickHouse.query(ROW_COUNTS).getFirst();
    return new RowCounts(
        row.number("samples"),
        row.number("train_steps"),
        row.number("checkpoints"),
        row.number("scores"),
        row.number("asked"),
        row.number("dead_letters"));
  }

  public List<DeadLetterCount> deadLetters() {
    return clickHouse.query(DEAD_LETTERS).stream()
        .map(row ->
            new DeadLetterCount(row.text("step"), row.text("category"), row.number("letters")))
        .toList();
  }
}
