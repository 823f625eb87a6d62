package io.viralstream.workers.kafka;

import io.viralstream.schemas.avro.Category;

/// The bytes of a picture could not be had: `IMAGE_MISSING`, or `IMAGE_CORRUPT` where they are
/// others than the reference says.
public final class ImageUnavailable extends Exception {
  private static final long serialVersionUID = 1L;

  private final Category category;

  public ImageUnavailable(Category category, String message) {
    super(message);
    this.category = category;
  }

  public Category category() {
    return category;
  }
}
