package io.viralstream.metrics.read;

import java.util.OptionalDouble;

/// Mean losses over the first and the last tenth of an arm's steps.
///
/// @param steps all steps, at least 1
public record LossEnds(
    long steps, double firstLm, double lastLm, OptionalDouble firstVra, OptionalDouble lastVra) {}
