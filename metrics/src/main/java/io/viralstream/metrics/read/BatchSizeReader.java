package io.viralstream.metrics.read;

import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.Query;
import io.viralstream.metrics.Query.Binding;
import java.util.List;

/// With how many sequences together the answers of an evaluation ran.
public final class BatchSizeReader {

  /// Items whose answers ran so.
  ///
  /// @param batch the most sequences that a step continued, the item's among them
  public record BatchCount(int batch, long items) {}

  private static final Query BATCHES = Query.of(BatchSizeReader.class, "batches");

  private final ClickHouse clickHouse;

  public BatchSizeReader(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
  }

  /// Smallest batch first; nothing where no score is stored.
  public List<BatchCount> batches(String evaluation) {
    return clickHouse.query(BATCHES, Binding.of("evaluation", evaluation)).stream()
        .map(row -> new BatchCount(row.count("batch"), row.number("items")))
        .toList();
  }
}
