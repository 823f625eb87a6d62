package io.viralstream.datasets;

import io.viralstream.schemas.ContentId;
import io.viralstream.schemas.ItemHashes;
import java.util.List;
import java.util.OptionalLong;

/// A number for each key of several texts, in some 80 bytes a key, whatever the texts' lengths.
final class NotedKeys {
  private final ItemHashes notes = new ItemHashes();

  /// The number of a key; empty where it has none.
  OptionalLong find(String... key) {
    return notes
        .find(hash(key))
        .map(item -> OptionalLong.of(item.note()))
        .orElse(OptionalLong.empty());
  }

  /// Gives a key a number, instead of what it had.
  void put(long number, String... key) {
    String hash = hash(key);
    notes.put(hash, hash, number);
  }

  /// Adds 1 to a key's number, which begins at 0, and gives the sum.
  long count(String... key) {
    long sum = find(key).orElse(0) + 1;
    put(sum, key);
    return sum;
  }

  int size() {
    return notes.size();
  }

  private static String hash(String... key) {
    return ContentId.of("key", List.of(key));
  }
}
