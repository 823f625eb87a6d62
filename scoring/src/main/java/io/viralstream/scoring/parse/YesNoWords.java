package io.viralstream.scoring.parse;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Yes or no by their words, as VLMEvalKit reads them: whichever of the two stands alone among the
/// words of an answer.
///
/// Its treatment of punctuation decides what a word is. A mark that touches a blank anywhere in the
/// answer is deleted everywhere in it, any other becomes a blank: "yes/no" is two words, and
/// "yes/no / maybe" begins with the word "yesno". With a comma between digits all marks are
/// deleted. Of the dots that no digit follows the first 32 are deleted.
final class YesNoWords {
  private static final String MARKS = ";/[]\"{}()=+\\_-><@`,?!";
  private static final int DOTS = 32;
  private static final Pattern BLANKS = Pattern.compile("(?U)\\s+");

  private YesNoWords() {}

  /// `yes` or `no`; empty where both or none of them are said.
  static Optional<String> in(String raw) {
    List<String> words = words(PlainText.lowerCase(raw));
    boolean yes = words.contains("yes");
    boolean no = words.contains("no");
    if (yes == no) return Optional.empty();
    return Optional.of(yes ? "yes" : "no");
  }

  private static List<String> words(String lower) {
    String text = lower;
    boolean parted = hasNumberWithComma(lower);
    for (char mark : MARKS.toCharArray()) {
      boolean loose = parted || lower.contains(mark + " ") || lower.contains(" " + mark);
      text = loose ? text.replace(String.valueOf(mark), "") : text.replace(mark, ' ');
    }
    return List.of(BLANKS.split(withoutDots(text)));
  }

  private static boolean hasNumberWithComma(String text) {
    return IntStream.range(1, text.length() - 1)
        .anyMatch(at ->
            text.charAt(at) == ','
                && Character.isDigit(text.charAt(at - 1))
                && Character.isDigit(text.charAt(at + 1)));
  }

  private static String withoutDots(String text) {
    var kept = new StringBuilder(text.length());
    int left = DOTS;
    for (int at = 0; at < text.length(); at++) {
      boolean sentence =
          text.charAt(at) == '.'
              && (at + 1 == text.length() || !Character.isDigit(text.charAt(at + 1)));
      if (sentence && left > 0) left--;
      else kept.append(text.charAt(at));
    }
    return kept.toString();
  }
}
