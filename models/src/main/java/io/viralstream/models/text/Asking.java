package io.viralstream.models.text;

import java.util.List;

/// How a model is asked: a question, and what was said before, as token ids.
public interface Asking {
  /// @param earlier turns that were answered, the oldest first; a picture belongs to the very first
  ///   question
  /// @throws TextRejected where it cannot be asked so
  EncodedPrompt question(Subject subject, List<Turn> earlier, String question);

  /// Without anything said before.
  default EncodedPrompt question(Subject subject, String question) {
    return question(subject, List.of(), question);
  }
}
