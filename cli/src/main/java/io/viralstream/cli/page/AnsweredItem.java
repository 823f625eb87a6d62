package io.viralstream.cli.page;

import io.viralstream.images.Picture;
import java.util.Optional;

/// A question that two versions answered otherwise.
///
/// @param picture where it is still there
record AnsweredItem(
    String id,
    String category,
    String question,
    String truth,
    Said first,
    Said second,
    Optional<Picture> picture) {

  /// An answer and whether it is right.
  record Said(String text, Verdict verdict) {}

  /// Whether an answer is right.
  enum Verdict {
    RIGHT("right"),
    WRONG("wrong"),
    /// The rule needs more than an item tells.
    UNJUDGED("not judged here");

    private final String word;

    Verdict(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /// Whether one is right and the other wrong.
  boolean isFlip() {
    return first.verdict() != second.verdict();
  }
}
