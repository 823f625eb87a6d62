package io.viralstream.metrics.measures;

import io.viralstream.metrics.measures.Measured.Interval;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/// The values that a statistic had in the draws of a bootstrap, without those in which it had none.
final class Draws {
  /// In order of size.
  private final double[] values;

  private Draws(double[] values) {
    this.values = values;
  }

  /// @param values in any order; what is no finite number is left out
  static Draws of(DoubleStream values) {
    return new Draws(values.filter(Double::isFinite).sorted().toArray());
  }

  boolean isEmpty() {
    return values.length == 0;
  }

  /// Whether all agree: then they say nothing about other pictures.
  boolean isConstant() {
    return isEmpty() || values[0] == values[values.length - 1];
  }

  /// Not of empty draws.
  double smallest() {
    return values[0];
  }

  /// The percentile interval at 95 %; not of empty draws.
  Interval interval() {
    return new Interval(percentile(.025), percentile(.975));
  }

  /// Between two values it is linear.
  private double percentile(double share) {
    double place = share * (values.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, values.length - 1);
    return values[below] + (place - below) * (values[above] - values[below]);
  }

  /// Of a difference: 2 (1 + smaller tail) / (B + 1), at most 1. A tail is the draws in which one
  /// model is not better.
  double p() {
    long below = Arrays.stream(values).filter(value -> value <= 0).count();
    long above = Arrays.stream(values).filter(value -> value >= 0).count();
    return Math.min(1, 2.0 * (1 + Math.min(below, above)) / (values.length + 1));
  }

  /// The standard error of the statistic: the deviation of its draws.
  double standardError() {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }
}
