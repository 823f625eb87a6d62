package io.viralstream.streams.score;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The letters of a multiple choice, and what answers them: a letter, a letter with its option, or
/// an option's text.
///
/// With the options "red" and "a blue dot", "B", "(b)", "b. a blue dot" and "A blue dot." are all
/// b.
///
/// @param choices the options in the order of their letters
record Letters(List<String> choices) {
  private static final int ALPHABET = 26;

  /// A letter alone, in brackets, or before a dot, bracket or colon.
  private static final Pattern LETTER = Pattern.compile("^(?:\\(([a-z])\\)|([a-z])(?:$|[.):]))");

  Optional<String> in(String text) {
    var answer = PlainText.of(text);
    for (int i = 0; i < choices.size() && i < ALPHABET; i++) {
      if (PlainText.of(choices.get(i)).equals(answer)) return Optional.of(letter(i));
    }
    var match = LETTER.matcher(answer);
    if (!match.find()) return Optional.empty();
    var letter = Optional.ofNullable(match.group(1)).orElseGet(() -> match.group(2));
    return letter.charAt(0) - 'a' < choices.size() ? Optional.of(letter) : Optional.empty();
  }

  private static String letter(int index) {
    return Character.toString('a' + index);
  }
}
