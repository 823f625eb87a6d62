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
  record Traits(int partition, int category, boolean yesNo) {
    static Traits of(long packed) {
      return new Traits((int) (packed >>> 32), (int) packed >>> 1, (packed & 1) == 1);
    }

    long packed() {
      return (long) partition << 32 | (long) category << 1 | (yesNo ? 1 : 0);
    }
  }

  private static final Set<String> YES_NO = Set.of("yes", "no");

  private record Question(String id, String source) {}

  private final ItemHashes hashes = new ItemHashes();
  private final Categories categories = new Categories();
  private final Map<Integer, Integer> byPartition = new HashMap<>();
  private int otherThanYesNo;
  private Optional<Question> example = Optional.empty();

  /// @throws io.viralstream.gateway.problem.ProblemException where there are too many categories
  void put(int partition, BenchmarkItem item) {
    boolean yesNo = YES_NO.contains(PlainText.lower(item.getTruth()));
    var traits = new Traits(partition, categories.number(item.getCategory()), yesNo);
    hashes
        .put(item.getId(), BenchmarkVersion.itemHash(item), traits.packed())
        .ifPresent(before -> count(Traits.of(before.note()), -1));
    count(traits, 1);
    remember(new Question(item.getId(), item.getSourceId()), yesNo);
  }

  private void count(Traits traits, int more) {
    byPartition.merge(traits.partition(), more, Integer::sum);
    categories.count(traits.category(), more);
    if (!traits.yesNo()) otherThanYesNo += more;
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
  String version() {
    return BenchmarkVersion.of(hashes);
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
