package io.viralstream.cli.feed;

/// A picture's bytes and their SHA-256, which is also its name in a request.
///
/// @param bytes as they stand in the file; not to be changed
public record LocalImage(String sha256, byte[] bytes) {}
