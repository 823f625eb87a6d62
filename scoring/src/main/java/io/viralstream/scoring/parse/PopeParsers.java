package io.viralstream.scoring.parse;

import java.util.Collections;
import java.util.List;
import java.util.Set;

/// POPE's questions, whose truth is yes or no, as its own script and as others read their answers.
public final class PopeParsers {
  private static final Set<String> NEGATIONS = Set.of("No", "no", "not");

  private PopeParsers() {}

  /// POPE's own evaluation script: an answer is no where its first sentence says so, and else yes.
  ///
  /// "No, there is not." is no; "There is none" is yes; so are "NO" and the empty answer. It is
  /// lenient towards models that always say yes, which is why `strict` stands beside it.
  public static ParsedAnswer official(Question question, String raw) {
    int stop = raw.indexOf('.');
    String sentence = stop < 0 ? raw : raw.substring(0, stop);
    var words = List.of(sentence.replace(",", "").split(" ", -1));
    boolean negated = !Collections.disjoint(words, NEGATIONS);
    return ParsedAnswer.of(negated ? "no" : "yes", truth(question));
  }

  /// VLMEvalKit's: the one of the words yes and no that stands in the answer, and unknown
  /// otherwise.
  public static ParsedAnswer vlmevalkit(Question question, String raw) {
    String read = YesNoWords.in(raw).orElse(ParsedAnswer.UNKNOWN);
    return ParsedAnswer.of(read, truth(question));
  }

  /// Exactly yes or no, whatever the case and outer blanks; anything else is unknown, and wrong.
  public static ParsedAnswer strict(Question question, String raw) {
    String answer = PlainText.lower(raw);
    boolean known = answer.equals("yes") || answer.equals("no");
    return ParsedAnswer.of(known ? answer : ParsedAnswer.UNKNOWN, truth(question));
  }

  private static String truth(Question question) {
    return PlainText.lower(question.truth());
  }
}
