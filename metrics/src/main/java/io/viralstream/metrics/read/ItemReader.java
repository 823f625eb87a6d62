package io.viralstream.metrics.read;

import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.Query;
import io.viralstream.metrics.Query.Binding;
import io.viralstream.metrics.Row;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The items of a benchmark version, page after page in the order of their ids.
///
/// Throws `ClickHouseUnavailableException` where ClickHouse is away, as all readers do.
public final class ItemReader {

  /// One item, as its row has it.
  ///
  /// @param id with `benchmark@version/` in front
  public record StoredItem(
      String id,
      String sourceId,
      String category,
      String question,
      String truth,
      List<String> choices,
      List<StoredGroup> groups,
      Optional<String> imageName,
      Optional<String> imageSha256) {}

  /// @param kind as in the schema, such as PAIR
  public record StoredGroup(String kind, String id, int size) {}

  private static final Query PAGE = Query.of(ItemReader.class, "items");
  private static final Query COUNT = Query.of(ItemReader.class, "item_count");

  private final ClickHouse clickHouse;

  public ItemReader(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
  }

  /// @param after the last id of the page before; empty for the first
  public List<StoredItem> page(String benchmark, String version, String after, int limit) {
    return clickHouse
        .query(
            PAGE,
            Binding.of("benchmark", benchmark),
            Binding.of("version", version),
            Binding.of("after", after),
            Binding.of("limit", limit))
        .stream()
        .map(ItemReader::item)
        .toList();
  }

  /// How many different items are stored.
  public long count(String benchmark, String version) {
    return clickHouse
        .query(COUNT, Binding.of("benchmark", benchmark), Binding.of("version", version))
        .getFirst()
        .number("items");
  }

  private static StoredItem item(Row row) {
    return new StoredItem(
        row.text("item_id"),
        row.text("source_id"),
        row.text("category"),
        row.text("question"),
        row.text("truth"),
        row.texts("choices"),
        groups(row),
        row.optionalText("image_name"),
        row.optionalText("image_sha256"));
  }

  private static List<StoredGroup> groups(Row row) {
    List<String> kinds = row.texts("group_kinds");
    List<String> ids = row.texts("group_ids");
    List<String> sizes = row.texts("group_sizes");
    return IntStream.range(0, kinds.size())
        .mapToObj(i -> new StoredGroup(kinds.get(i), ids.get(i), Integer.parseInt(sizes.get(i))))
        .toList();
  }
}
