package io.viralstream.gateway.json;

import java.util.Optional;

/// Text that can be written as UTF-8 and read back unchanged.
public final class WrittenText {
  private WrittenText() {}

  /// What makes the text unusable: half of a surrogate pair would become a question mark and share
  /// its hash with other texts; control characters have no place in a question.
  public static Optional<String> fault(String text) {
    return halfPair(text).or(() -> control(text));
  }

  /// What cannot be written as UTF-8 at all.
  static Optional<String> halfPair(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        continue;
      }
      if (Character.isSurrogate(c)) return Optional.of("has half a surrogate pair at " + i);
    }
    return Optional.empty();
  }

  private static Optional<String> control(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r')
        return Optional.of("has a control character at " + i);
    }
    return Optional.empty();
  }
}
