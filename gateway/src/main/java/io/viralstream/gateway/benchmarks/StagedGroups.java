package io.viralstream.gateway.benchmarks;

import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemException;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.ContentId;
import io.viralstream.schemas.avro.ItemGroup;
import java.util.List;

/// How many items of a version each of its groups has, beside how many it is said to have.
///
/// An open-addressed table, at most three quarters full, of two numbers a group: 64 bits of the
/// SHA-256 of its kind and id, then size and count. Names are not kept: a version may have a
/// million groups. Each item is to be shown once.
final class StagedGroups {
  private static final int MOST = 1_000_000;
  private static final int HEX_OF_A_LONG = 16;

  private long[] keys = new long[64]; // 0 is a free place
  private long[] counts = new long[64]; // size << 32 | count
  private int groups;
  private int partial;

  /// Counts an item into its group; those that have no size are passed over.
  ///
  /// @throws ProblemException where the group has another size, or more items than its size
  void put(ItemGroup group) {
    if (!GroupsFormat.isUnit(group.getKind())) return;
    long key = key(group);
    int place = place(key);
    if (keys[place] == 0) place = add(key, group.getSize());
    int size = (int) (counts[place] >>> 32);
    if (size != group.getSize())
      throw conflict(group, "is said to have " + size + " items and " + group.getSize());
    if (count(place) == size) throw conflict(group, "has more items than its size of " + size);
    counts[place]++;
    if (count(place) == size) partial--;
  }

  /// Whether every group has all its items.
  boolean whole() {
    return partial == 0;
  }

  /// @throws ProblemException where the group lacks items
  void demandWhole(ItemGroup group) {
    if (!GroupsFormat.isUnit(group.getKind())) return;
    int count = count(place(key(group)));
    if (count < group.getSize())
      throw conflict(group, "has " + count + " items, expected its size of " + group.getSize());
  }

  /// Heap that they take.
  long bytes() {
    return 2L * Long.BYTES * keys.length;
  }

  private int add(long key, int size) {
    if (groups == MOST)
      throw Problem.at("groups", ProblemKind.TOO_LARGE, "groups: a version has at most " + MOST)
          .exception();
    groups++;
    partial++;
    if (4 * groups > 3 * keys.length) grow();
    int place = place(key);
    keys[place] = key;
    counts[place] = (long) size << 32;
    return place;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldCounts = counts;
    keys = new long[2 * oldKeys.length];
    counts = new long[2 * oldKeys.length];
    for (int old = 0; old < oldKeys.length; old++) {
      if (oldKeys[old] == 0) continue;
      int place = place(oldKeys[old]);
      keys[place] = oldKeys[old];
      counts[place] = oldCounts[old];
    }
  }

  private int count(int place) {
    return (int) counts[place];
  }

  /// Where the table has the key, or where it belongs.
  private int place(long key) {
    int mask = keys.length - 1;
    int place = (int) key & mask;
    while (keys[place] != 0 && keys[place] != key) place = (place + 1) & mask;
    return place;
  }

  private static long key(ItemGroup group) {
    String hash = ContentId.of("group", List.of(group.getKind().name(), group.getId()));
    long key = Long.parseUnsignedLong(hash, 0, HEX_OF_A_LONG, 16);
    return key == 0 ? 1 : key;
  }

  private static ProblemException conflict(ItemGroup group, String detail) {
    String name = GroupsFormat.text(group.getKind()) + " " + group.getId();
    return Problem.at("groups", ProblemKind.CONFLICT, "groups: " + name + " " + detail).exception();
  }
}
