package io.viralstream.gateway.benchmarks;

import io.viralstream.schemas.BenchmarkVersion;
import io.viralstream.schemas.ItemHashes;
import io.viralstream.schemas.avro.BenchmarkItem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The items of one benchmark version as they stand in the log: of each id the last one counts.
///
/// Their texts are not kept: a version may have a million of them.
final class StagedItems {

  /// What a seal has to know of an item beside its hash, as one number.
  ///
  /// @param category its number among the version's categories
  /// @param counted whether its last record was met in a later reading
  record Traits(int partition, int category, boolean counted) {
    static Traits of(long packed) {
      return new Traits((int) (packed >>> 32), (int) packed >>> 1, (packed & 1) == 1);
    }

    long packed() {
      return (long) partition << 32 | (long) category << 1 | (counted ? 1 : 0);
    }
  }

  private final ItemHashes hashes = new ItemHashes();
  private final Categories categories = new Categories();
  private final Map<Integer, Integer> byPartition = new HashMap<>();
  private int counted;

  /// @throws io.viralstream.gateway.problem.ProblemException where there are too many categories
  void put(int partition, BenchmarkItem item) {
    var traits = new Traits(partition, categories.number(item.getCategory()), false);
    hashes
        .put(item.getId(), BenchmarkVersion.itemHash(item), traits.packed())
        .ifPresent(before -> count(Traits.of(before.note()), -1));
    count(traits, 1);
  }

  private void count(Traits traits, int more) {
    byPartition.merge(traits.partition(), more, Integer::sum);
    categories.count(traits.category(), more);
  }

  /// Whether this is the last record of its id, met for the first time in a later reading.
  boolean countOnce(BenchmarkItem item) {
    String hash = BenchmarkVersion.itemHash(item);
    Optional<ItemHashes.Item> last =
        hashes.find(item.getId()).filter(staged -> staged.hash().equals(hash));
    Optional<Traits> fresh =
        last.map(staged -> Traits.of(staged.note())).filter(traits -> !traits.counted());
    fresh.ifPresent(traits -> {
      var met = new Traits(traits.partition(), traits.category(), true);
      hashes.put(item.getId(), hash, met.packed());
      counted++;
    });
    return fresh.isPresent();
  }

  /// How many items were met so.
  int counted() {
    return counted;
  }

  int count() {
    return hashes.size();
  }

  int count(int partition) {
    return byPartition.getOrDefault(partition, 0);
  }

  /// The version that these items make.
  ///
  /// @param synonyms CHAIR's table, which belongs to the truth; empty under any other rule
  String version(Optional<String> synonyms) {
    return BenchmarkVersion.of(hashes, synonyms);
  }

  List<String> categories() {
    return categories.named();
  }

  /// Whether an item of this id is there.
  boolean contains(String id) {
    return hashes.find(id).isPresent();
  }

  /// Whether exactly this item is there.
  boolean holds(BenchmarkItem item) {
    String hash = BenchmarkVersion.itemHash(item);
    return hashes.find(item.getId()).filter(staged -> staged.hash().equals(hash)).isPresent();
  }

  /// Heap that they take.
  long bytes() {
    return hashes.bytes() + categories.bytes();
  }
}
