package io.viralstream.workers.infer;

import io.viralstream.schemas.avro.Category;

/// A task that no model can answer, or not the one that is asked.
final class QuestionRejected extends Exception {
  private static final long serialVersionUID = 1L;

  private final Category category;

  QuestionRejected(Category category, String message) {
    super(message);
    this.category = category;
  }

  QuestionRejected(Reply.Failed failed) {
    this(failed.category(), failed.reason());
  }

  Reply.Failed reply() {
    return new Reply.Failed(category, String.valueOf(getMessage()));
  }
}
