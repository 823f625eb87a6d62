package io.viralstream.cli.replay;

import java.util.List;

/// What a question asks, without what an evaluator appends to it: two files of one benchmark agree
/// on this.
///
/// "Is there a dog?\nAnswer the question using a single word or phrase." is "Is there a dog?".
final class QuestionWords {
  private static final List<String> APPENDED =
      List.of(
          "Answer the question using a single word or phrase.",
          "Please answer yes or no.",
          "Answer with the option's letter from the given choices directly.");

  private QuestionWords() {}

  static String of(String question) {
    String words = question.strip();
    for (String appended : APPENDED)
      if (words.endsWith(appended) && words.length() > appended.length())
        return of(words.substring(0, words.length() - appended.length()));
    return words;
  }
}
