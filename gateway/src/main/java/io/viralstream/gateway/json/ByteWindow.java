package io.viralstream.gateway.json;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// The bytes of an input by their position, of which only a bounded stretch is held.
///
/// What lies before `keep` is given up when room is needed. Where the stretch from `keep` on has
/// outgrown the bound, its beginning is given up too, and `holds` says so.
final class ByteWindow {
  static final int END = -1;

  private static final int FIRST = 64 * 1024;

  private final InputStream input;

  /// 0 where everything is held from the beginning.
  private final int most;

  private byte[] bytes;
  private int length;
  private long start;
  private long kept;
  private boolean ended;

  private ByteWindow(InputStream input, int most, byte[] bytes, int length, long start) {
    this.input = input;
    this.most = most;
    this.bytes = bytes;
    this.length = length;
    this.start = start;
  }

  /// All of `bytes[from, to)`, which are not copied: position 0 is `from`.
  static ByteWindow over(byte[] bytes, int from, int to) {
    return new ByteWindow(InputStream.nullInputStream(), 0, bytes, to, -from);
  }

  /// @param most bytes that are held at once
  static ByteWindow over(InputStream input, int most) {
    return new ByteWindow(input, most, new byte[Math.min(FIRST, most)], 0, 0);
  }

  /// The byte at a position that was not given up, or `END`.
  int at(long position) throws IOException {
    while (position >= start + length) {
      if (!fill()) return END;
    }
    return bytes[(int) (position - start)] & 0xFF;
  }

  /// From here on bytes are needed.
  void keep(long position) {
    kept = position;
  }

  /// Whether the bytes from here on are still there.
  boolean holds(long position) {
    return position >= start;
  }

  /// The array that holds the bytes, good until the next look at one.
  byte[] bytes() {
    return bytes;
  }

  /// Where a position stands in `bytes`.
  int index(long position) {
    return (int) (position - start);
  }

  private boolean fill() throws IOException {
    if (ended || most == 0) return false;
    if (length == bytes.length) makeRoom();
    int read = input.read(bytes, length, bytes.length - length);
    ended = read < 0;
    length += Math.max(0, read);
    return !ended;
  }

  /// Drops what is not kept, else grows, else drops all.
  private void makeRoom() {
    int unkept = (int) Math.clamp(kept - start, 0, length);
    if (unkept == 0 && bytes.length < most) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(most, 2L * bytes.length));
      return;
    }
    int dropped = unkept == 0 ? length : unkept;
    System.arraycopy(bytes, dropped, bytes, 0, length - dropped);
    length -= dropped;
    start += dropped;
  }
}
