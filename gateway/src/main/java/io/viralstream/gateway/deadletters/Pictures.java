package io.viralstream.gateway.deadletters;

import io.viralstream.schemas.avro.ImageRef;
import java.util.Optional;

/// Where pictures are now.
@FunctionalInterface
interface Pictures {
  /// The reference itself where its place holds the picture, another place that does, or nothing.
  Optional<ImageRef> find(ImageRef reference);
}
