package io.viralstream.embedded.clickhouse.http;

import java.util.List;

/// How the values of a ClickHouse type lie in a Native block, as far as stepping over them goes.
///
/// A column is a prefix, then the values: those of an Array(String) with the rows `['a'],
/// ['b','c']` are the offsets 1 and 3, eight bytes each, then three texts.
sealed interface NativeType {

  /// Steps over what stands in front of a column with rows.
  void skipPrefix(MemoryCursor bytes);

  /// Steps over this many values.
  void skipValues(MemoryCursor bytes, long count);

  /// Numbers, times, enums, addresses: so many bytes a value.
  record Fixed(int width) implements NativeType {

    @Override
    public void skipPrefix(MemoryCursor bytes) {}

    @Override
    public void skipValues(MemoryCursor bytes, long count) {
      bytes.skip(Math.multiplyExact(count, width));
    }
  }

  /// String: each value with its length.
  record Text() implements NativeType {

    @Override
    public void skipPrefix(MemoryCursor bytes) {}

    @Override
    public void skipValues(MemoryCursor bytes, long count) {
      for (long i = 0; i < count; i++) {
        bytes.skipText();
      }
    }
  }

  /// A byte a value that says whether it is null, then all values, null ones too.
  record Nullable(NativeType value) implements NativeType {

    @Override
    public void skipPrefix(MemoryCursor bytes) {
      value.skipPrefix(bytes);
    }

    @Override
    public void skipValues(MemoryCursor bytes, long count) {
      bytes.skip(count);
      value.skipValues(bytes, count);
    }
  }

  /// For each row the end of its elements among all elements, then these. A Map is one of pairs.
  record Array(NativeType element) implements NativeType {

    @Override
    public void skipPrefix(MemoryCursor bytes) {
      element.skipPrefix(bytes);
    }

    @Override
    public void skipValues(MemoryCursor bytes, long count) {
      if (count == 0) {
        return;
      }
      bytes.skip(Math.multiplyExact(count - 1, Long.BYTES));
      long elements = bytes.number();
      element.skipValues(bytes, elements);
    }
  }

  /// One element's column behind the other.
  record Tuple(List<NativeType> elements) implements NativeType {

    @Override
    public void skipPrefix(MemoryCursor bytes) {
      elements.forEach(element -> element.skipPrefix(bytes));
    }

    @Override
    public void skipValues(MemoryCursor bytes, long count) {
      elements.forEach(element -> element.skipValues(bytes, count));
    }
  }

  /// The distinct values of the block, then for each row the number of its own.
  ///
  /// @param key the type without Nullable, which is a key of its own here
  record LowCardinality(NativeType key) implements NativeType {

    @Override
    public void skipPrefix(MemoryCursor bytes) {
      bytes.skip(Long.BYTES);
    }

    /// The lowest byte of the flags is the width of the numbers: 0 for one byte, 3 for eight.
    @Override
    public void skipValues(MemoryCursor bytes, long count) {
      if (count == 0) {
        return;
      }
      long flags = bytes.number();
      key.skipValues(bytes, bytes.number());
      bytes.skip(Math.multiplyExact(bytes.number(), 1L << (flags & 0x3)));
    }
  }

  /// For each row the number of its type, 255 for null; then each type's values.
  record Variant(List<NativeType> types) implements NativeType {

    @Override
    public void skipPrefix(MemoryCursor bytes) {
      bytes.skip(Long.BYTES);
      types.forEach(type -> type.skipPrefix(bytes));
    }

    @Override
    public void skipValues(MemoryCursor bytes, long count) {
      long[] values = new long[256];
      for (long i = 0; i < count; i++) {
        values[bytes.unsignedByte()]++;
      }
      for (int i = 0; i < types.size(); i++) {
        types.get(i).skipValues(bytes, values[i]);
      }
    }
  }
}
