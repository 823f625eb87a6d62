package io.viralstream.scoring.parse;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/// MMStar's multiple choices of four options, whose truth is a letter.
public final class MmStarParsers {
  private static final List<String> LETTERS = List.of("A", "B", "C", "D");

  /// What may stand before the letter in MMStar's own script.
  private static final List<String> OPENINGS = List.of("(", "option ", "the answer is ");

  /// lmms-eval trims these from both ends, one after the other.
  private static final String TRIMMED = ",.!?;:'\"";

  /// Words behind which lmms-eval looks for a letter; those of other languages belong to them.
  private static final List<String> ANNOUNCEMENTS =
      List.of(
          "answer is",
          "the answer is",
          "my answer is",
          "correct answer is",
          "the correct answer is",
          "best answer is",
          "the best answer is",
          "correct option is",
          "the correct option is",
          "best option is",
          "the best option is",
          "choice is",
          "the choice is",
          "my choice is",
          "correct choice is",
          "the correct choice is",
          "i choose",
          "i select",
          "i pick",
          "옵션",
          "정답은",
          "답은",
          "답:",
          "答案是",
          "答案为",
          "选",
          "答えは");

  private MmStarParsers() {}

  /// MMStar's own: the first character, or the one behind "(", "option " or "the answer is ".
  ///
  /// Line breaks are blanks, so that "The answer is\nB" is b. "An apple" is a: no word is looked
  /// at.
  public static ParsedAnswer official(Question question, String raw) {
    String answer = PlainText.lower(raw).replace('\n', ' ');
    int at =
        OPENINGS.stream().filter(answer::startsWith).mapToInt(String::length).findFirst().orElse(0);
    String letter = at < answer.length() ? answer.substring(at, at + 1) : "";
    boolean option = LETTERS.stream().anyMatch(one -> PlainText.lower(one).equals(letter));
    return ParsedAnswer.of(option ? letter : ParsedAnswer.UNKNOWN, truth(question));
  }

  /// lmms-eval's since 2026-04-11: of several forms the surest one that occurs, and of several
  /// letters in it the last one. Only capital letters count, and outer punctuation does not.
  ///
  /// | form, the surest first | example |
  /// |---|---|
  /// | the first character, no letter behind it | "A, I think" |
  /// | the last character, no letter before it | "I would say B" |
  /// | anywhere behind an announcement | "The answer is the Blue one": B |
  /// | in brackets; before a dot, a colon, a bracket, a blank | "(C) or D" |
  /// | anywhere | "ABBA": the last A |
  public static ParsedAnswer lmms(Question question, String raw) {
    String bare = trimmed(raw);
    String padded = " " + bare + " ";
    String letter =
        Stream.<Optional<String>>of(
                LETTERS.stream().filter(one -> begins(bare.strip(), one)).findFirst(),
                LETTERS.stream().filter(one -> ends(bare.strip(), one)).findFirst(),
                announced(padded),
                last(one -> padded.lastIndexOf("(" + one + ")")),
                last(one -> padded.lastIndexOf(one + ".")),
                last(one -> padded.lastIndexOf(one + ":")),
                last(one -> padded.lastIndexOf(one + ")")),
                last(one -> padded.lastIndexOf(one + " ")),
                last(padded::lastIndexOf))
            .flatMap(Optional::stream)
            .findFirst()
            .orElse(ParsedAnswer.UNKNOWN);
    return ParsedAnswer.of(PlainText.lower(letter), truth(question));
  }

  private static String trimmed(String raw) {
    String text = raw.strip();
    for (char mark : TRIMMED.toCharArray()) {
      int start = 0;
      int end = text.length();
      while (start < end && text.charAt(start) == mark) start++;
      while (end > start && text.charAt(end - 1) == mark) end--;
      text = text.substring(start, end);
    }
    return text;
  }

  private static boolean begins(String text, String letter) {
    return text.startsWith(letter)
        && (text.length() == 1 || !Character.isLetter(text.codePointAt(1)));
  }

  private static boolean ends(String text, String letter) {
    return text.endsWith(letter)
        && (text.length() == 1 || !Character.isLetter(text.codePointBefore(text.length() - 1)));
  }

  /// Of each announcement the first place counts, and of each letter the first one behind it.
  private static Optional<String> announced(String text) {
    String lower = PlainText.lowerCase(text);
    List<Integer> behind =
        ANNOUNCEMENTS.stream()
            .filter(lower::contains)
            .map(words -> lower.indexOf(words) + words.length())
            .toList();
    return last(
        letter -> behind.stream().mapToInt(from -> text.indexOf(letter, from)).max().orElse(-1));
  }

  /// The letter that stands furthest back; none where no letter has a place.
  private static Optional<String> last(ToIntFunction<String> place) {
    return LETTERS.stream()
        .filter(letter -> place.applyAsInt(letter) >= 0)
        .max(Comparator.comparingInt(place));
  }

  private static String truth(Question question) {
    return PlainText.lower(question.truth()).replace('\n', ' ');
  }
}
