package io.viralstream.workers.sight;

import io.viralstream.images.Picture;

/// A decoded picture and the SHA-256 of the file it came from, by which its features are known.
public record HashedPicture(String sha256, Picture picture) {}
