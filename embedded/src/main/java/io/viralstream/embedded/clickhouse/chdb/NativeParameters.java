package io.viralstream.embedded.clickhouse.chdb;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;

/// Query parameters as four parallel C arrays.
record NativeParameters(
    MemorySegment names,
    MemorySegment nameLengths,
    MemorySegment values,
    MemorySegment valueLengths,
    long count) {

  static NativeParameters of(Arena arena, Map<String, String> parameters) {
    int count = parameters.size();
    NativeParameters arrays =
        new NativeParameters(
            arena.allocate(ADDRESS, count),
            arena.allocate(JAVA_LONG, count),
            arena.allocate(ADDRESS, count),
            arena.allocate(JAVA_LONG, count),
            count);
    int index = 0;
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      arrays.put(
          index++,
          NativeText.of(arena, parameter.getKey()),
          NativeText.of(arena, parameter.getValue()));
    }
    return arrays;
  }

  private void put(int index, NativeText name, NativeText value) {
    names.setAtIndex(ADDRESS, index, name.address());
    nameLengths.setAtIndex(JAVA_LONG, index, name.length());
    values.setAtIndex(ADDRESS, index, value.address());
    valueLengths.setAtIndex(JAVA_LONG, index, value.length());
  }
}
