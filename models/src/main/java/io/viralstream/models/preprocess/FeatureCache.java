package io.viralstream.models.preprocess;

import io.viralstream.models.model.PatchFeatures;
import java.util.Optional;
import java.util.function.Supplier;

/// Features of the pictures that were seen last, on the heap: one for all encoders of a process.
///
/// CLIP-L's of one picture are 2.3 MiB and DINOv2-B's 4.0, so it counts bytes and not pictures. It
/// makes nothing else: whether features were remembered cannot be told from their bits.
public final class FeatureCache {
  /// Of an entry beside its numbers: key, record, array's header and a place in the table.
  private static final int ENTRY_BYTES = 512;

  private final Recent<String, PatchFeatures> recent;
  private long hits;
  private long misses;

  /// How a cache does: a figure of the process so far, and what it holds now.
  ///
  /// @param hits times that features were found
  /// @param misses times that they had to be made, or looked for elsewhere
  /// @param entries pictures' features held now
  /// @param bytes that these take
  public record Counts(long hits, long misses, long entries, long bytes) {}

  /// @param limit bytes
  public FeatureCache(long limit) {
    recent = new Recent<>(Integer.MAX_VALUE, limit, FeatureCache::bytes, dropped -> {});
  }

  static long bytes(PatchFeatures features) {
    return (long) Float.BYTES * features.values().length + ENTRY_BYTES;
  }

  /// The features of a key, made where they are not there; two threads may both make them.
  ///
  /// @param key of encoder, preprocessing and picture
  public PatchFeatures get(String key, Supplier<PatchFeatures> made) {
    Optional<PatchFeatures> known = find(key);
    if (known.isPresent()) return known.get();
    PatchFeatures features = made.get();
    put(key, features);
    return features;
  }

  private synchronized Optional<PatchFeatures> find(String key) {
    Optional<PatchFeatures> known = recent.find(key);
    if (known.isPresent()) hits++;
    else misses++;
    return known;
  }

  private synchronized void put(String key, PatchFeatures features) {
    recent.put(key, features);
  }

  /// Bytes that are held.
  public synchronized long bytes() {
    return recent.bytes();
  }

  /// Lookups since it was made, and what it holds.
  public synchronized Counts counts() {
    return new Counts(hits, misses, recent.size(), recent.bytes());
  }

  /// Forgets everything.
  public synchronized void clear() {
    recent.clear();
  }
}
