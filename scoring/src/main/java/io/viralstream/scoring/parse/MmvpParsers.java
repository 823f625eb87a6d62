package io.viralstream.scoring.parse;

import java.util.List;

/// MMVP's questions with two options, "(a) Open (b) Closed", by the letter or the option's text.
///
/// "B", "(b).", "The answer is (B)" and "Closed" all name b; "(b) closed" names none.
public final class MmvpParsers {
  private static final List<String> ANNOUNCEMENTS = List.of("answer is", "answer:");

  /// What stands around a letter, blanks included.
  private static final String TRIMMED = ".:,() \t\r\n";

  private MmvpParsers() {}

  public static ParsedAnswer read(Question question, String raw) {
    String truth = letter(question, announced(question.truth()));
    if (truth.equals(ParsedAnswer.UNKNOWN)) return ParsedAnswer.unread();
    return ParsedAnswer.of(letter(question, announced(raw)), truth);
  }

  private static String letter(Question question, String answer) {
    for (int option = 0; option < question.choices().size(); option++) {
      String letter = Character.toString('a' + option);
      String text = PlainText.lower(question.choices().get(option));
      if (answer.equals(letter) || answer.equals(text)) return letter;
    }
    return ParsedAnswer.UNKNOWN;
  }

  /// What stands behind the last announcement, or all, in lower case without brackets, commas,
  /// colons, dots and blanks around it.
  static String announced(String raw) {
    String text = PlainText.lower(raw);
    for (String announcement : ANNOUNCEMENTS) {
      int at = text.lastIndexOf(announcement);
      if (at >= 0) text = text.substring(at + announcement.length());
    }
    int start = 0;
    int end = text.length();
    while (start < end && TRIMMED.indexOf(text.charAt(start)) >= 0) start++;
    while (end > start && TRIMMED.indexOf(text.charAt(end - 1)) >= 0) end--;
    return text.substring(start, end);
  }
}
