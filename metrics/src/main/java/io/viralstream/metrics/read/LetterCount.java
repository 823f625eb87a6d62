package io.viralstream.metrics.read;

/// Letters of one step, category and kind of reason, counted by id.
///
/// @param reason with `#` for every number and hash, so that reasons that differ only in them are
///   one
/// @param resent how many of them were sent again
public record LetterCount(String step, String category, String reason, long letters, long resent) {}
