package io.viralstream.workers.train;

import io.viralstream.schemas.avro.Category;

/// A sample that cannot be trained on; its record becomes a dead letter of this category.
final class SampleRejected extends Exception {
  private static final long serialVersionUID = 1L;

  private final Category category;

  SampleRejected(Category category, String message) {
    super(message);
    this.category = category;
  }

  Category category() {
    return category;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
