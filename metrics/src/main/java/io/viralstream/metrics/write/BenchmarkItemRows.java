package io.viralstream.metrics.write;

import io.viralstream.metrics.write.Target.Stored;
import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.BenchmarkItemEvent;
import io.viralstream.schemas.avro.ImageRef;
import java.util.List;

/// Items of benchmarks as rows of `benchmark_items`; a seal gives none.
final class BenchmarkItemRows {
  private record ItemRow(
      String benchmark, String version, BenchmarkItem item, Stored<BenchmarkItemEvent> place) {}

  static final Target<BenchmarkItemEvent, ?> TARGET =
      Target.of(
          "benchmark_items",
          BenchmarkItemRows::rows,
          ItemRow::place,
          List.of(
              Column.text("benchmark", ItemRow::benchmark),
              Column.text("version", ItemRow::version),
              Column.text("item_id", row -> row.item().getId()),
              Column.text("source_id", row -> row.item().getSourceId()),
              Column.text("category", row -> row.item().getCategory()),
              Column.text("question", row -> row.item().getQuestion()),
              Column.text("truth", row -> row.item().getTruth()),
              Column.texts("choices", row -> row.item().getChoices()),
              Column.optionalText(
                  "image_sha256", row -> row.item().getImage().map(ImageRef::getSha256)),
              Column.optionalText("image_name", row -> row.item().getImageName()),
              GroupColumns.kinds(row -> row.item().getGroups()),
              GroupColumns.ids(row -> row.item().getGroups()),
              GroupColumns.sizes(row -> row.item().getGroups())));

  private BenchmarkItemRows() {}

  private static List<ItemRow> rows(Stored<BenchmarkItemEvent> stored) {
    BenchmarkItemEvent event = stored.record();
    return event.getItem().stream()
        .map(item -> new ItemRow(event.getBenchmark(), event.getVersion(), item, stored))
        .toList();
  }
}
