package io.viralstream.workers.infer;

import io.viralstream.schemas.avro.Category;

/// A task that no model can answer, found before any was asked.
final class QuestionRejected extends Exception {
  private static final long serialVersionUID = 1L;

  private final Category category;

  QuestionRejected(Category category, String message) {
    super(message);
    this.category = category;
  }

  static QuestionRejected of(Reply.Failed failed) {
    return new QuestionRejected(failed.category(), failed.reason());
  }

  Reply.Failed reply() {
    return new Reply.Failed(category, String.valueOf(getMessage()));
  }
}
