package io.viralstream.models.text;

import java.nio.charset.StandardCharsets;

/// The 256 printable characters that stand for the 256 bytes in a byte-level vocabulary.
///
/// Printable Latin-1 stands for itself, all else for U+0100 onward in byte order, as GPT-2 chose:
/// the blank (32) is `Ġ` (U+0120), the line feed (10) is `Ċ` (U+010A).
final class ByteAlphabet {
  private static final char[] OF_BYTE = letters();

  private ByteAlphabet() {}

  static String letter(int unsignedByte) {
    return String.valueOf(OF_BYTE[unsignedByte]);
  }

  /// The UTF-8 bytes of a text, one letter for each.
  static String spell(String text) {
    var spelled = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) spelled.append(OF_BYTE[b & 0xFF]);
    return spelled.toString();
  }

  private static char[] letters() {
    char[] letters = new char[256];
    int next = 256;
    for (int b = 0; b < 256; b++) letters[b] = (char) (standsForItself(b) ? b : next++);
    return letters;
  }

  private static boolean standsForItself(int b) {
    return (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || (b >= 0xAE && b <= 0xFF);
  }
}
