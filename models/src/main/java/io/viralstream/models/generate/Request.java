package io.viralstream.models.generate;

import java.util.OptionalInt;

/// A question with the manner of its answer.
///
/// @param imageToken the id that stands for visual tokens, where the vocabulary has one: to a
///   repetition penalty it was said
public record Request(
    Question question, Sampling sampling, Stopping stopping, OptionalInt imageToken) {

  public Request(Question question, Sampling sampling, Stopping stopping) {
    this(question, sampling, stopping, OptionalInt.empty());
  }

  /// Tokens of the prompt, those of the picture included.
  public int promptTokens() {
    return question.packed().length();
  }
}
