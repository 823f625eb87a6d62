package io.viralstream.gateway.benchmarks;

import io.viralstream.schemas.BenchmarkVersion;
import io.viralstream.schemas.answers.PlainText;
import io.viralstream.schemas.avro.BenchmarkItem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The items of one benchmark version as they stand in the log: of each id the last one counts.
final class StagedItems {
  private static final Set<String> YES_NO = Set.of("yes", "no");

  private record Staged(
      int partition, String hash, String category, Optional<String> sourceOfOtherThanYesNo) {}

  private final Map<String, Staged> byId = new HashMap<>();

  void put(int partition, BenchmarkItem item) {
    var yesNo = YES_NO.contains(PlainText.lower(item.getTruth()));
    Optional<String> other = yesNo ? Optional.empty() : Optional.of(item.getSourceId());
    var hash = BenchmarkVersion.itemHash(item);
    byId.put(item.getId(), new Staged(partition, hash, item.getCategory(), other));
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

  /// A question whose truth is neither yes nor no, by its `question_id`.
  Optional<String> otherThanYesNo() {
    return byId.values().stream().flatMap(item -> item.sourceOfOtherThanYesNo.stream()).findFirst();
  }

  /// Whether exactly this item is there.
  boolean holds(BenchmarkItem item) {
    var staged = byId.get(item.getId());
    return staged != null && staged.hash.equals(BenchmarkVersion.itemHash(item));
  }
}
