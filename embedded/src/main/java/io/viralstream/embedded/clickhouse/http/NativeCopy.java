package io.viralstream.embedded.clickhouse.http;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Copies the engine's memory to a stream in pieces of 64 KiB.
final class NativeCopy {

  private static final int PIECE = 64 << 10;

  private NativeCopy() {}

  static void write(MemorySegment bytes, OutputStream out) throws IOException {
    long size = bytes.byteSize();
    byte[] piece = new byte[(int) Math.min(PIECE, size)];
    for (long at = 0; at < size; at += piece.length) {
      int count = (int) Math.min(piece.length, size - at);
      MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, piece, 0, count);
      out.write(piece, 0, count);
    }
  }
}
