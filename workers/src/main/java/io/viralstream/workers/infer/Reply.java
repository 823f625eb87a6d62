package io.viralstream.workers.infer;

import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.Finish;

/// What comes of a task in the end.
sealed interface Reply {
  /// The model's words.
  ///
  /// @param batch the most sequences that a step continued, this one among them
  /// @param computeMillis time in the model, of the whole batch; 0 where it was remembered
  /// @param source whether the model said it now
  record Said(
      String text,
      int promptTokens,
      int completionTokens,
      Finish finish,
      int batch,
      double computeMillis,
      Source source)
      implements Reply {

    /// Where the words are from.
    enum Source {
      COMPUTED,
      /// From the folder of answers; tokens and batch are those of then.
      REMEMBERED
    }

    /// From the folder of answers.
    static Said remembered(
        String text, int promptTokens, int completionTokens, Finish finish, int batch) {
      return new Said(text, promptTokens, completionTokens, finish, batch, 0, Source.REMEMBERED);
    }
  }

  /// Given up, for good: a dead letter, and an answer that says so.
  record Failed(Category category, String reason) implements Reply {}
}
