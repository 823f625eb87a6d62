package io.viralstream.gateway.json;

import java.util.Arrays;
import java.util.Optional;

/// What an input is instead of UTF-8 text, as far as its first bytes tell.
enum Packing {
  GZIP("it is compressed with gzip: unpack it first", 0x1F, 0x8B),
  BZIP2("it is compressed with bzip2: unpack it first", 'B', 'Z', 'h'),
  XZ("it is compressed with xz: unpack it first", 0xFD, '7', 'z', 'X'),
  ZSTANDARD("it is compressed with zstd: unpack it first", 0x28, 0xB5, 0x2F, 0xFD),
  ZIP("it is a zip archive: unpack it first", 'P', 'K', 3, 4),
  PARQUET("it is a Parquet file", 'P', 'A', 'R', '1'),
  UTF_32("it is UTF-32", 0xFF, 0xFE, 0, 0),
  UTF_16_LITTLE("it is UTF-16", 0xFF, 0xFE),
  UTF_16_BIG("it is UTF-16", 0xFE, 0xFF);

  /// What a sentence stands behind.
  static final String PREFIX = "not JSON in UTF-8: ";

  private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};

  private final String sentence;
  private final int[] beginning;

  Packing(String sentence, int... beginning) {
    this.sentence = sentence;
    this.beginning = beginning;
  }

  /// What `bytes[offset, offset + length)` is instead.
  static Optional<String> of(byte[] bytes, int offset, int length) {
    return Arrays.stream(values())
        .filter(packing -> begins(packing.beginning, bytes, offset, length))
        .findFirst()
        .map(packing -> packing.sentence)
        .or(() -> unmarked(bytes, offset, length));
  }

  /// How many bytes the mark takes that some editors put before UTF-8.
  static int byteOrderMark(byte[] bytes, int offset, int length) {
    return begins(BYTE_ORDER_MARK, bytes, offset, length) ? BYTE_ORDER_MARK.length : 0;
  }

  private static boolean begins(int[] beginning, byte[] bytes, int offset, int length) {
    if (length < beginning.length) return false;
    for (int i = 0; i < beginning.length; i++)
      if ((bytes[offset + i] & 0xFF) != beginning[i]) return false;
    return true;
  }

  /// UTF-16 without its mark has a zero beside the first bracket.
  private static Optional<String> unmarked(byte[] bytes, int offset, int length) {
    boolean zero = length > 1 && (bytes[offset] == 0) != (bytes[offset + 1] == 0);
    return zero ? Optional.of(UTF_16_LITTLE.sentence) : Optional.empty();
  }
}
