package io.viralstream.metrics.measures;

import java.util.Optional;
import java.util.OptionalDouble;

/// A measure with its value and interval; both are empty where it would divide by 0.
///
/// @param name under which results carry it
public record Measured(String name, OptionalDouble value, Optional<Interval> interval) {

  /// A 95 % confidence interval.
  public record Interval(double low, double high) {
    public Interval {
      if (!(low <= high))
        throw new IllegalArgumentException(
            "low=" + low + " high=" + high + ", expected low <= high");
    }
  }
}
