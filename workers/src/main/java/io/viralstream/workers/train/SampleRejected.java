package io.viralstream.workers.train;

import io.viralstream.models.learn.NotFinite;
import io.viralstream.schemas.avro.Category;

/// A sample that cannot be trained on; its record becomes a dead letter of this category.
final class SampleRejected extends Exception {
  private static final long serialVersionUID = 1L;

  private final Category category;

  SampleRejected(Category category, String message) {
    super(message);
    this.category = category;
  }

  /// A sample that nothing can be learnt from with the weights as they are.
  static SampleRejected of(NotFinite alone) {
    return new SampleRejected(
        Category.POISON, "not learnt: with this sample alone, " + alone.getMessage());
  }

  Rejection at(long offset) {
    return new Rejection(offset, category, String.valueOf(getMessage()));
  }

  /// A task that no step will count; its record becomes a dead letter.
  ///
  /// @param offset its place in `train-tasks`, perhaps before that of the task taken last: a sample
  ///   may be found out only when its batch is learnt
  record Rejection(long offset, Category category, String reason) {}
}
