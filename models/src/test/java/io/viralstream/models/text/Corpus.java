package io.viralstream.models.text;

import java.util.Collections;
import java.util.List;

/// A corpus in which every word occurs often enough to become one token.
final class Corpus {
  private static final List<String> TEXTS =
      List.of(
          "USER: Is there a red circle in the image? ASSISTANT: yes",
          "USER: How many objects are in the image? ASSISTANT: no");

  private Corpus() {}

  static Tokenizer tokenizer() {
    return Tokenizer.parse(tokenizerJson());
  }

  static String tokenizerJson() {
    List<String> often = Collections.nCopies(5, TEXTS).stream().flatMap(List::stream).toList();
    return new BytePairTraining(600, 5).train(often);
  }
}
