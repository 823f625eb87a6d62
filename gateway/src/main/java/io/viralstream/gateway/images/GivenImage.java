package io.viralstream.gateway.images;

import java.util.Optional;

/// A picture as it was sent, unchecked.
///
/// @param field where it was sent, for the problem
/// @param mediaType what the sender says it is, where he says so
@SuppressWarnings("ArrayRecordComponent") // never compared
public record GivenImage(String field, byte[] bytes, Optional<String> mediaType) {}
