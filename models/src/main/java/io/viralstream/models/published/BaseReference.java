package io.viralstream.models.published;

/// The published model that an adapter of ours was trained on.
///
/// @param sha256 of its directory, and of its encoder's where that lies elsewhere
/// @param bytes of all these files, so that others need not be read to tell them apart
/// @param uri where it lay when the arm began; a hint
public record BaseReference(String sha256, long bytes, String uri) {}
