package io.viralstream.gateway.images;

/// A picture as it was sent, unchecked. What the sender calls it is not kept: its bytes say what it
/// is.
///
/// @param field where it was sent, for the problem
@SuppressWarnings("ArrayRecordComponent") // never compared
public record GivenImage(String field, byte[] bytes) {}
