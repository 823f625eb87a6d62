package io.viralstream.gateway.deadletters;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Bytes and texts of strangers in a form and length that can be shown.
final class Excerpt {
  private static final HexFormat HEX = HexFormat.of();

  private Excerpt() {}

  /// The first `most` characters, with a sign where something is left out; a pair of surrogates is
  /// not taken apart.
  static String cut(String text, int most) {
    if (text.length() <= most) return text;
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end) + "…";
  }

  /// The first `most` bytes as hex digits.
  static String hex(ByteBuffer bytes, int most) {
    byte[] shown = new byte[Math.min(most, bytes.remaining())];
    bytes.duplicate().get(shown);
    return HEX.formatHex(shown) + (bytes.remaining() > most ? "…" : "");
  }

  /// Bytes that should be UTF-8; what is not reads as U+FFFD, and what controls a terminal as `·`.
  static String text(ByteBuffer bytes, int most) {
    byte[] shown = new byte[Math.min(4 * most, bytes.remaining())];
    bytes.duplicate().get(shown);
    var text = new String(shown, StandardCharsets.UTF_8);
    var plain = new StringBuilder();
    text.codePoints().forEach(c -> plain.appendCodePoint(Character.isISOControl(c) ? '·' : c));
    return cut(plain.toString(), most);
  }
}
