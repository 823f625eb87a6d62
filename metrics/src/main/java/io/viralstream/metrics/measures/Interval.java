package io.viralstream.metrics.measures;

/// A 95 % confidence interval.
public record Interval(double low, double high) {
  public Interval {
    if (!(low <= high))
      throw new IllegalArgumentException("low=" + low + " high=" + high + ", expected low <= high");
  }
}
