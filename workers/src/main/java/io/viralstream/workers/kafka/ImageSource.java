package io.viralstream.workers.kafka;

import io.viralstream.schemas.avro.ImageRef;

/// Where the bytes behind an image reference come from.
public interface ImageSource {
  /// The bytes of one picture, verified against the reference's hash.
  ///
  /// @throws ImageUnavailable where they are not there or are others
  byte[] read(ImageRef reference) throws ImageUnavailable;
}
