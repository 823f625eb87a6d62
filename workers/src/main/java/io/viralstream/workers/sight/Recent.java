package io.viralstream.workers.sight;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The values used last, at most so many; for one thread.
public final class Recent<K, V> {
  private final int capacity;
  private final Consumer<V> dropped;
  private final LinkedHashMap<K, V> values = new LinkedHashMap<>(16, .75f, true);

  /// @param dropped is given each value that has to make room
  public Recent(int capacity, Consumer<V> dropped) {
    if (capacity < 1) throw new IllegalArgumentException("capacity=" + capacity + ", at least 1");
    this.capacity = capacity;
    this.dropped = dropped;
  }

  /// The value of a key, made where it is not there.
  public V get(K key, Supplier<V> made) {
    V known = values.get(key);
    if (known != null) return known;
    V value = made.get();
    if (values.size() >= capacity) dropOldest();
    values.put(key, value);
    return value;
  }

  /// Drops everything.
  public void clear() {
    while (!values.isEmpty()) dropOldest();
  }

  private void dropOldest() {
    Map.Entry<K, V> oldest = values.firstEntry();
    values.remove(oldest.getKey());
    dropped.accept(oldest.getValue());
  }
}
