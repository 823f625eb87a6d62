package io.viralstream.metrics.measures;

import java.util.Optional;
import java.util.OptionalDouble;

/// A measure with its value and interval; both are empty where it would divide by 0.
public record Measured(Measure measure, OptionalDouble value, Optional<Interval> interval) {}
