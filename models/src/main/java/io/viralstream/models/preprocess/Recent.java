package io.viralstream.models.preprocess;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/// The values used last, at most so many, in at most so many bytes; for one thread at a time.
///
/// The newest stays whatever it takes, as somebody is about to use it.
public final class Recent<K, V> {
  private final int most;
  private final long limit;
  private final ToLongFunction<? super V> size;
  private final Consumer<? super V> dropped;
  private final LinkedHashMap<K, V> values = new LinkedHashMap<>(16, .75f, true);
  private long bytes;

  /// @param most values, at least 1
  /// @param limit bytes of all values together
  /// @param size bytes of a value, which must not change
  /// @param dropped is given each value that has to make room
  public Recent(int most, long limit, ToLongFunction<? super V> size, Consumer<? super V> dropped) {
    if (most < 1) throw new IllegalArgumentException("most=" + most + ", expected at least 1");
    if (limit < 0) throw new IllegalArgumentException("limit=" + limit + ", expected at least 0");
    this.most = most;
    this.limit = limit;
    this.size = size;
    this.dropped = dropped;
  }

  /// The value of a key, made where it is not there.
  public V get(K key, Supplier<? extends V> made) {
    return find(key)
        .orElseGet(() -> {
          V value = made.get();
          put(key, value);
          return value;
        });
  }

  /// The value of a key, if it is there.
  public Optional<V> find(K key) {
    return Optional.ofNullable(values.get(key));
  }

  /// Keeps a value, in the place of an older one of its key.
  public void put(K key, V value) {
    V older = values.remove(key);
    if (older != null) drop(older);
    values.put(key, value);
    bytes += size.applyAsLong(value);
    while (values.size() > most || (bytes > limit && values.size() > 1)) dropOldest();
  }

  /// Bytes of all values together.
  public long bytes() {
    return bytes;
  }

  /// How many values there are.
  public int size() {
    return values.size();
  }

  /// Drops everything.
  public void clear() {
    while (!values.isEmpty()) dropOldest();
  }

  private void dropOldest() {
    Map.Entry<K, V> oldest = values.firstEntry();
    values.remove(oldest.getKey());
    drop(oldest.getValue());
  }

  private void drop(V value) {
    bytes -= size.applyAsLong(value);
    dropped.accept(value);
  }
}
