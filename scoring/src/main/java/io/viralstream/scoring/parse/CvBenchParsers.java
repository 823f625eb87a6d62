package io.viralstream.scoring.parse;

/// CV-Bench's multiple choices, whose truth is "(C)", by one character of the answer.
public final class CvBenchParsers {
  private CvBenchParsers() {}

  /// The first character behind what announces the answer: "The answer is (B)" is b. So is
  /// "because": a text is not compared with the options.
  public static ParsedAnswer official(Question question, String raw) {
    return ParsedAnswer.of(first(MmvpParsers.announced(raw)), truth(question));
  }

  /// lmms-eval's: the first letter of the answer, whatever word it begins, so that "The answer is
  /// B" is t. Only brackets and blanks may stand before it.
  public static ParsedAnswer lmms(Question question, String raw) {
    String answer = raw.strip();
    int start = 0;
    while (start < answer.length() && isSkipped(answer.charAt(start))) start++;
    return ParsedAnswer.of(first(PlainText.lowerCase(answer.substring(start))), truth(question));
  }

  private static boolean isSkipped(char one) {
    return one == '(' || Character.isWhitespace(one);
  }

  private static String first(String answer) {
    if (answer.isEmpty() || answer.charAt(0) < 'a' || answer.charAt(0) > 'z')
      return ParsedAnswer.UNKNOWN;
    return answer.substring(0, 1);
  }

  private static String truth(Question question) {
    return MmvpParsers.announced(question.truth());
  }
}
