package io.viralstream.workers.infer;

import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.Finish;

/// What comes of a task in the end.
sealed interface Reply {
  /// The model's words.
  ///
  /// @param batch how many questions ran together
  /// @param computeMillis time in the model, of the whole batch
  record Said(
      String text,
      int promptTokens,
      int completionTokens,
      Finish finish,
      int batch,
      double computeMillis)
      implements Reply {}

  /// Given up, for good: a dead letter, and an answer that says so.
  record Failed(Category category, String reason) implements Reply {}
}
