package io.viralstream.metrics.read;

/// How much is stored.
///
/// @param deadLetters distinct ids
public record RowCounts(
    long samples, long trainSteps, long checkpoints, long scores, long asked, long deadLetters) {}
