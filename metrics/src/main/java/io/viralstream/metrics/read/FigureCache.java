package io.viralstream.metrics.read;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/// Figures that were asked for last: rows never change, so the same number of them gives the same
/// figures, and two thousand draws need not be made again. Bounded in bytes, as estimated.
///
/// @param <K> what the figures are of, with the number of their rows or items
/// @param <V> the figures
final class FigureCache<K, V> {
  private static final long MOST_BYTES = 8 << 20;

  private final long most;
  private final ToLongFunction<V> size;
  private long bytes;
  private final LinkedHashMap<K, V> kept = new LinkedHashMap<>(16, .75f, true);

  /// @param size of figures with their key, in bytes
  FigureCache(ToLongFunction<V> size) {
    this(MOST_BYTES, size);
  }

  /// @param most bytes, of which the newest figures alone may take more
  FigureCache(long most, ToLongFunction<V> size) {
    this.most = most;
    this.size = size;
  }

  V get(K key, Supplier<V> made) {
    // Outside the lock: one slow evaluation must not hold up the others.
    return find(key).orElseGet(() -> put(key, made.get()));
  }

  Optional<V> find(K key) {
    synchronized (kept) {
      return Optional.ofNullable(kept.get(key));
    }
  }

  V put(K key, V figures) {
    synchronized (kept) {
      V before = kept.put(key, figures);
      bytes += size.applyAsLong(figures) - (before == null ? 0 : size.applyAsLong(before));
      while (bytes > most && kept.size() > 1)
        bytes -= size.applyAsLong(kept.pollFirstEntry().getValue());
    }
    return figures;
  }
}
