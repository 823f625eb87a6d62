package io.viralstream.scoring.parse;

import java.util.Optional;

/// MME's questions, whose truth is yes or no, as its own tool and as lmms-eval read their answers.
public final class MmeParsers {
  /// So many characters at the beginning say what the answer is.
  private static final int BEGINNING = 4;

  private MmeParsers() {}

  /// MME's own tool: yes or no exactly, else whichever the first four characters contain, yes
  /// first.
  ///
  /// "Nope" is no, "Eyes" is yes, "I know" is unknown ("i kn"), and so is "yes" behind two blanks.
  /// What the tool calls `other` is unknown here.
  public static ParsedAnswer official(Question question, String raw) {
    return ParsedAnswer.of(beginning(PlainText.lowerCase(raw)), truth(question));
  }

  /// lmms-eval's: outer blanks and all dots are dropped first, and `y` and `n` alone are answers.
  public static ParsedAnswer lmms(Question question, String raw) {
    String answer = PlainText.lower(raw).replace(".", "");
    return ParsedAnswer.of(abbreviated(answer).orElseGet(() -> beginning(answer)), truth(question));
  }

  private static Optional<String> abbreviated(String answer) {
    if (answer.equals("y")) return Optional.of("yes");
    return answer.equals("n") ? Optional.of("no") : Optional.empty();
  }

  private static String beginning(String answer) {
    int end =
        Math.min(BEGINNING, answer.codePointCount(0, Math.min(2 * BEGINNING, answer.length())));
    String beginning = answer.substring(0, answer.offsetByCodePoints(0, end));
    if (beginning.contains("yes")) return "yes";
    return beginning.contains("no") ? "no" : ParsedAnswer.UNKNOWN;
  }

  private static String truth(Question question) {
    return PlainText.of(question.truth());
  }
}
