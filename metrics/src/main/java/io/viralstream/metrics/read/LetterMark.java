package io.viralstream.metrics.read;

import java.time.Instant;

/// The last letter of a page; the next page begins behind it.
public record LetterMark(Instant at, String id) {}
