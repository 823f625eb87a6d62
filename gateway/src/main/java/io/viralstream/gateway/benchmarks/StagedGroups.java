package io.viralstream.gateway.benchmarks;

import io.viralstream.schemas.ItemHashes;
import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.ItemGroup;
import java.util.Optional;

/// How many items each group of a version has, and how many it says that it has.
///
/// Some 90 bytes a group, whatever its name. Items that came twice with other content cannot be
/// counted, since what the first one said is not kept: that is said instead of a count.
final class StagedGroups {
  /// A SHA-256 that says nothing: groups have no hash beside their name's.
  private static final String NO_HASH = "0".repeat(64);

  private final ItemHashes groups = new ItemHashes();
  private int wrong;
  private Optional<String> contradiction = Optional.empty();
  private Optional<String> replaced = Optional.empty();

  /// Members so far and the size that the group says.
  private record Count(int members, int size) {
    static Count of(long packed) {
      return new Count((int) (packed >>> 32), (int) packed);
    }

    long packed() {
      return (long) members << 32 | size;
    }

    boolean isWrong() {
      return members != size;
    }
  }

  void add(BenchmarkItem item) {
    item.getGroups().stream().filter(GroupFormat::isUnit).forEach(group -> add(item, group));
  }

  /// An item came again with other content.
  void replaced(BenchmarkItem item) {
    if (!item.getGroups().isEmpty() || groups.size() > 0)
      replaced =
          Optional.of("question " + item.getSourceId() + " was sent twice with other content");
  }

  private void add(BenchmarkItem item, ItemGroup group) {
    String name = group.getKind() + "/" + group.getId();
    Count before =
        groups
            .find(name)
            .map(known -> Count.of(known.note()))
            .orElse(new Count(0, group.getSize()));
    if (before.size() != group.getSize())
      contradiction =
          Optional.of(
              "question "
                  + item.getSourceId()
                  + " says that group "
                  + name
                  + " has "
                  + group.getSize()
                  + " items, an earlier one says "
                  + before.size());
    var next = new Count(before.members() + 1, before.size());
    if (before.members() > 0 && before.isWrong()) wrong--;
    if (next.isWrong()) wrong++;
    groups.put(name, NO_HASH, next.packed());
  }

  /// What is wrong, in words; empty where every group has its size.
  Optional<String> fault() {
    if (replaced.isPresent() && groups.size() > 0) return replaced;
    if (contradiction.isPresent()) return contradiction;
    if (wrong == 0) return Optional.empty();
    return Optional.of(wrong + " groups have another number of items than their size says");
  }

  long bytes() {
    return groups.bytes();
  }
}
