package io.viralstream.streams.deadletter;

import io.viralstream.schemas.avro.Category;

/// A record that a step refuses, with the category that its dead letter gets.
public final class RefusedException extends RuntimeException {
  private final Category category;

  public RefusedException(Category category, String reason) {
    super(reason);
    this.category = category;
  }

  public Category category() {
    return category;
  }
}
