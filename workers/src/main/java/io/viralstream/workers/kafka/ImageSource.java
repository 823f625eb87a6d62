package io.viralstream.workers.kafka;

import io.viralstream.schemas.avro.Category;
import io.viralstream.schemas.avro.ImageRef;

/// Where the bytes behind an image reference come from.
public interface ImageSource {
  /// The bytes of one picture, verified against the reference's hash.
  ///
  /// @throws Unavailable where they are not there or are others
  byte[] read(ImageRef reference) throws Unavailable;

  /// The bytes of a picture could not be had: `IMAGE_MISSING`, or `IMAGE_CORRUPT` where they are
  /// others than the reference says.
  final class Unavailable extends Exception {
    private static final long serialVersionUID = 1L;

    private final Category category;

    public Unavailable(Category category, String message) {
      super(message);
      this.category = category;
    }

    public Category category() {
      return category;
    }
  }
}
