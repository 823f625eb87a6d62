package io.viralstream.embedded.clickhouse.http;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A position in the engine's memory that reads ClickHouse's binary formats: numbers are
/// little-endian, lengths are LEB128, texts have their length in front.
final class MemoryCursor {

  private static final ValueLayout.OfLong INT64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment bytes;
  private long position;

  MemoryCursor(MemorySegment bytes) {
    this.bytes = bytes;
  }

  long position() {
    return position;
  }

  boolean atEnd() {
    return position >= bytes.byteSize();
  }

  void skip(long count) {
    position = Math.addExact(position, count);
  }

  void skipText() {
    skip(length());
  }

  int unsignedByte() {
    return bytes.get(ValueLayout.JAVA_BYTE, position++) & 0xff;
  }

  /// @return whether a nullable value is null; if not, it follows
  boolean isNull() {
    return unsignedByte() == 1;
  }

  long number() {
    long value = bytes.get(INT64, position);
    position += Long.BYTES;
    return value;
  }

  /// Reads a LEB128 number: seven bits a byte, the lowest first.
  long length() {
    long value = 0;
    int shift = 0;
    int next;
    do {
      next = unsignedByte();
      value |= (long) (next & 0x7f) << shift;
      shift += 7;
    } while (next > 0x7f);
    return value;
  }

  String text() {
    byte[] text = new byte[Math.toIntExact(length())];
    MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, position, text, 0, text.length);
    position += text.length;
    return new String(text, StandardCharsets.UTF_8);
  }
}
