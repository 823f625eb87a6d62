package io.viralstream.embedded.clickhouse.chdb;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// Bytes as libchdb takes them: an address, and a length that does not count the closing zero.
record NativeText(MemorySegment address, long length) {

  static NativeText of(Arena arena, String text) {
    return of(arena, text.getBytes(StandardCharsets.UTF_8));
  }

  static NativeText of(Arena arena, byte[] bytes) {
    MemorySegment copy = arena.allocate(bytes.length + 1L);
    MemorySegment.copy(bytes, 0, copy, ValueLayout.JAVA_BYTE, 0, bytes.length);
    return new NativeText(copy, bytes.length);
  }

  /// @return the text at an address that libchdb returned; empty at address 0
  static String read(MemorySegment address) {
    return address.address() == 0 ? "" : address.reinterpret(Long.MAX_VALUE).getString(0);
  }
}
