package io.viralstream.images;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Numbers and names inside a file, most significant byte first.
final class BigEndian {
  private BigEndian() {}

  static int intAt(byte[] file, int at) {
    return ByteBuffer.wrap(file).getInt(at);
  }

  static int unsignedShortAt(byte[] file, int at) {
    return (file[at] & 0xFF) << 8 | file[at + 1] & 0xFF;
  }

  static String lettersAt(byte[] file, int at) {
    return new String(file, at, Integer.BYTES, StandardCharsets.ISO_8859_1);
  }
}
