package io.viralstream.templates;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/// What Python does to texts, on plain strings.
final class Letters {
  private Letters() {}

  /// Blanks as Python counts them, which are more than Java's.
  static boolean isBlank(int letter) {
    return Character.isWhitespace(letter)
        || letter == 0x85
        || letter == 0xa0
        || letter == 0x2007
        || letter == 0x202f;
  }

  static String strip(String text, IntPredicate dropped, boolean left, boolean right) {
    int from = 0;
    int to = text.length();
    while (left && from < to && dropped.test(text.charAt(from))) from++;
    while (right && to > from && dropped.test(text.charAt(to - 1))) to--;
    return text.substring(from, to);
  }

  /// Words between blanks; the last holds the rest where there are more cuts than `most`.
  static List<String> words(String text, long most) {
    List<String> words = new ArrayList<>();
    String rest = strip(text, Letters::isBlank, true, false);
    while (!rest.isEmpty() && words.size() < most) {
      int end = 0;
      while (end < rest.length() && !isBlank(rest.charAt(end))) end++;
      words.add(rest.substring(0, end));
      rest = strip(rest.substring(end), Letters::isBlank, true, false);
    }
    if (!rest.isEmpty()) words.add(rest);
    return words;
  }

  static String capitalized(String text) {
    if (text.isEmpty()) return text;
    int first = text.offsetByCodePoints(0, 1);
    return text.substring(0, first).toUpperCase(Locale.ROOT)
        + text.substring(first).toLowerCase(Locale.ROOT);
  }

  static String title(String text) {
    StringBuilder title = new StringBuilder();
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      title.append(inside ? Character.toLowerCase(letter) : Character.toTitleCase(letter));
      inside = Character.isLetter(letter);
    }
    return title.toString();
  }

  /// @param most replacements, or all where it is negative
  static String replaced(String text, String old, String fresh, long most, Budget budget) {
    StringBuilder replaced = new StringBuilder();
    int from = 0;
    long left = most < 0 ? Integer.MAX_VALUE : most;
    while (left-- > 0 && from <= text.length()) {
      int found = text.indexOf(old, old.isEmpty() && from > 0 ? from : from);
      if (found < 0) break;
      // An empty text is found once before each letter and at the end.
      int behind = old.isEmpty() ? found + 1 : found + old.length();
      budget.spendLetters(behind - from + (long) fresh.length());
      replaced.append(text, from, found).append(fresh);
      if (old.isEmpty()) replaced.append(text, found, Math.min(behind, text.length()));
      from = behind;
    }
    return from >= text.length()
        ? replaced.toString()
        : replaced.append(text, from, text.length()).toString();
  }
}
