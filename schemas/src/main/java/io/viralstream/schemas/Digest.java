package io.viralstream.schemas;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// A SHA-256 as four numbers: a third of the heap that its hex takes, in the same order.
public record Digest(long first, long second, long third, long fourth)
    implements Comparable<Digest> {
  private static final int DIGITS = 16;

  /// The digest that 64 digits in hex write.
  public static Digest ofHex(String hex) {
    if (hex.length() != 4 * DIGITS)
      throw new IllegalArgumentException("hash=" + hex + ", expected a SHA-256 in hex");
    return new Digest(quarter(hex, 0), quarter(hex, 1), quarter(hex, 2), quarter(hex, 3));
  }

  /// The digest of any text.
  public static Digest of(String text) {
    byte[] bytes = ContentId.sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    ByteBuffer digest = ByteBuffer.wrap(bytes);
    return new Digest(digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
  }

  public String hex() {
    var digits = HexFormat.of();
    return digits.toHexDigits(first)
        + digits.toHexDigits(second)
        + digits.toHexDigits(third)
        + digits.toHexDigits(fourth);
  }

  @Override
  public int compareTo(Digest other) {
    if (first != other.first) return Long.compareUnsigned(first, other.first);
    if (second != other.second) return Long.compareUnsigned(second, other.second);
    if (third != other.third) return Long.compareUnsigned(third, other.third);
    return Long.compareUnsigned(fourth, other.fourth);
  }

  private static long quarter(String hex, int at) {
    return HexFormat.fromHexDigitsToLong(hex, at * DIGITS, (at + 1) * DIGITS);
  }
}
