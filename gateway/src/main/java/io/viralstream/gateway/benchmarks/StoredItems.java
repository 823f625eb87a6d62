package io.viralstream.gateway.benchmarks;

import io.viralstream.metrics.read.ItemReader;
import io.viralstream.metrics.read.ItemReader.StoredItem;
import java.util.List;
import java.util.Locale;

/// Items of sealed versions from ClickHouse.
public final class StoredItems implements ItemStore {
  private final ItemReader reader;

  public StoredItems(ItemReader reader) {
    this.reader = reader;
  }

  @Override
  public List<ItemView> page(VersionName version, String after, int most) {
    return reader.page(version.name(), version.version(), after, most).stream()
        .map(StoredItems::view)
        .toList();
  }

  @Override
  public long count(VersionName version) {
    return reader.count(version.name(), version.version());
  }

  private static ItemView view(StoredItem item) {
    return new ItemView(
        item.id(),
        item.sourceId(),
        item.category(),
        item.question(),
        item.truth(),
        item.choices(),
        item.groups().stream()
            .map(group ->
                new GroupView(group.kind().toLowerCase(Locale.ROOT), group.id(), group.size()))
            .toList(),
        item.imageName().orElse(null));
  }
}
