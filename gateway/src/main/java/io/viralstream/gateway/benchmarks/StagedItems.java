package io.viralstream.gateway.benchmarks;

import io.viralstream.schemas.BenchmarkVersion;
import io.viralstream.schemas.avro.BenchmarkItem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// The items of one benchmark version as they stand in the log: of each id the last one counts.
final class StagedItems {
  private record Staged(int partition, String hash, String category) {}

  private final Map<String, Staged> byId = new HashMap<>();

  void put(int partition, BenchmarkItem item) {
    var staged = new Staged(partition, BenchmarkVersion.itemHash(item), item.getCategory());
    byId.put(item.getId(), staged);
  }

  int count() {
    return byId.size();
  }

  int count(int partition) {
    return (int) byId.values().stream().filter(item -> item.partition == partition).count();
  }

  /// The version that these items make.
  String version() {
    return BenchmarkVersion.of(byId.values().stream().map(Staged::hash).toList());
  }

  List<String> categories() {
    var categories = new TreeSet<String>();
    byId.values().forEach(item -> categories.add(item.category));
    return List.copyOf(categories);
  }

  /// Whether exactly this item is there.
  boolean holds(BenchmarkItem item) {
    var staged = byId.get(item.getId());
    return staged != null && staged.hash.equals(BenchmarkVersion.itemHash(item));
  }
}
