package io.viralstream.scoring.parse;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers in text, in a form that is the same for equal ones: "3", "3.0" and "+3" are "3".
///
/// Digits only: "three" is no number. A comma parts two numbers, so "1,000" is 1 and 0.
final class Numbers {
  /// At most 18 digits on each side, so that no answer makes a number that is costly to hold.
  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\p{L}\\d.])[+-]?\\d{1,18}(\\.\\d{1,18})?(?![\\p{L}\\d])");

  private Numbers() {}

  /// The number that the whole text is.
  static Optional<String> whole(String text) {
    Matcher match = NUMBER.matcher(text);
    return match.matches() ? Optional.of(form(text)) : Optional.empty();
  }

  /// The number in a text that has only one, however often.
  static Optional<String> only(String text) {
    List<String> found =
        NUMBER.matcher(text).results().map(match -> form(match.group())).distinct().toList();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  private static String form(String number) {
    return new BigDecimal(number).stripTrailingZeros().toPlainString();
  }
}
