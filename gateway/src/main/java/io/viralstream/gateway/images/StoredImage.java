package io.viralstream.gateway.images;

import io.viralstream.schemas.avro.ImageRef;

/// A picture that was checked and is in the log.
///
/// @param perceptualHash what near-duplicates are recognised by
public record StoredImage(ImageRef reference, long perceptualHash) {}
