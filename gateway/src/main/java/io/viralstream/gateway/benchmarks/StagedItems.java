package io.viralstream.gateway.benchmarks;

import io.viralstream.schemas.BenchmarkVersion;
import io.viralstream.schemas.ItemHashes;
import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.scoring.parse.PlainText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The items of one benchmark version as they stand in the log: of each id the last one counts.
///
/// Their texts are not kept: a version may have a million of them.
final class StagedItems {

  /// What a seal has to know of an item beside its hash, as one number.
  ///
  /// @param category its number among the version's categories
  /// @param yesNo whether its truth is yes or no
  /// @param empty whether it has no truth at all
  record Traits(int partition, int category, boolean yesNo, boolean empty) {
    static Traits of(long packed) {
      return new Traits(
          (int) (packed >>> 32), (int) packed >>> 2, (packed & 1) == 1, (packed & 2) == 2);
    }

    long packed() {
      return (long) partition << 32 | (long) category << 2 | (empty ? 2 : 0) | (yesNo ? 1 : 0);
    }
  }

  private static final Set<String> YES_NO = Set.of("yes", "no");

  private record Question(String id, String source) {}

  private final ItemHashes hashes = new ItemHashes();
  private final Categories categories = new Categories();
  private final Map<Integer, Integer> byPartition = new HashMap<>();
  private final StagedGroups groups = new StagedGroups();
  private int otherThanYesNo;
  private int empty;
  private Optional<Question> example = Optional.empty();

  /// @throws io.viralstream.gateway.problem.ProblemException where there are too many categories
  void put(int partition, BenchmarkItem item) {
    boolean yesNo = YES_NO.contains(PlainText.lower(item.getTruth()));
    boolean without = item.getTruth().isEmpty();
    var traits = new Traits(partition, categories.number(item.getCategory()), yesNo, without);
    String hash = BenchmarkVersion.itemHash(item);
    Optional<ItemHashes.Item> known = hashes.put(item.getId(), hash, traits.packed());
    known.ifPresent(before -> count(Traits.of(before.note()), -1));
    if (known.isEmpty()) groups.add(item);
    else if (!known.get().hash().equals(hash)) groups.replaced(item);
    count(traits, 1);
    remember(new Question(item.getId(), item.getSourceId()), yesNo);
  }

  private void count(Traits traits, int more) {
    byPartition.merge(traits.partition(), more, Integer::sum);
    categories.count(traits.category(), more);
    if (!traits.yesNo()) otherThanYesNo += more;
    if (traits.empty()) empty += more;
  }

  /// One example is kept; it is one no longer where the same question comes again with yes or no.
  private void remember(Question question, boolean yesNo) {
    example = example.filter(known -> !known.id.equals(question.id));
    if (!yesNo && example.isEmpty()) example = Optional.of(question);
  }

  int count() {
    return hashes.size();
  }

  int count(int partition) {
    return byPartition.getOrDefault(partition, 0);
  }

  /// The version that these items make.
  ///
  /// @param synonyms the table that their truth needs, if any
  String version(Optional<String> synonyms) {
    return BenchmarkVersion.of(hashes, synonyms);
  }

  List<String> categories() {
    return categories.named();
  }

  /// Which question's truth is neither yes nor no, or how many are so where none was kept.
  Optional<String> otherThanYesNo() {
    if (otherThanYesNo == 0) return Optional.empty();
    Optional<String> one =
        example.map(question -> "question " + question.source + " has another label");
    return one.or(() -> Optional.of("questions with another label: " + otherThanYesNo));
  }

  /// How many questions have an empty truth.
  int empty() {
    return empty;
  }

  /// What is wrong with the groups of the items; empty where all have the size that they say.
  Optional<String> wrongGroup() {
    return groups.fault();
  }

  /// Whether an item has this id.
  boolean has(String id) {
    return hashes.find(id).isPresent();
  }

  /// Whether exactly this item is there.
  boolean holds(BenchmarkItem item) {
    String hash = BenchmarkVersion.itemHash(item);
    return hashes.find(item.getId()).filter(staged -> staged.hash().equals(hash)).isPresent();
  }

  /// Heap that they take.
  long bytes() {
    return hashes.bytes() + categories.bytes() + groups.bytes();
  }
}
