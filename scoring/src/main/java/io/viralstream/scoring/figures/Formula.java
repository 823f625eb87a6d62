package io.viralstream.scoring.figures;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// How a figure comes from counts that add up: so one formula gives the figure, its interval by
/// drawing clusters again, and the difference of two models on the same clusters.
public sealed interface Formula {

  /// The share of units that are right; what Wilson's interval is for.
  record Share(Count above, Count below) implements Formula {
    @Override
    public OptionalDouble value(ToLongFunction<Count> counts) {
      return ratio(counts.applyAsLong(above), counts.applyAsLong(below));
    }

    @Override
    public Stream<Count> counts() {
      return Stream.of(above, below);
    }

    @Override
    public double most() {
      return 1;
    }
  }

  /// A ratio that is no share of single units, such as F1.
  record Quotient(double factor, Count above, List<Count> below) implements Formula {
    @Override
    public OptionalDouble value(ToLongFunction<Count> counts) {
      return ratio(factor * counts.applyAsLong(above), below.stream().mapToLong(counts).sum());
    }

    @Override
    public Stream<Count> counts() {
      return Stream.concat(Stream.of(above), below.stream());
    }

    @Override
    public double most() {
      return 1;
    }
  }

  /// A count as it is.
  record Total(Count count) implements Formula {
    @Override
    public OptionalDouble value(ToLongFunction<Count> counts) {
      return OptionalDouble.of(counts.applyAsLong(count));
    }

    @Override
    public Stream<Count> counts() {
      return Stream.of(count);
    }

    @Override
    public double most() {
      return Double.POSITIVE_INFINITY;
    }
  }

  /// A multiple of a sum; none where a part has no value.
  record Sum(double factor, List<Formula> parts) implements Formula {
    @Override
    public OptionalDouble value(ToLongFunction<Count> counts) {
      OptionalDouble sum = Figures.sum(values(parts, counts));
      return sum.isEmpty() ? sum : OptionalDouble.of(factor * sum.getAsDouble());
    }

    @Override
    public Stream<Count> counts() {
      return parts.stream().flatMap(Formula::counts);
    }

    @Override
    public double most() {
      return factor * parts.stream().mapToDouble(Formula::most).sum();
    }
  }

  /// A mean; none where a part has no value, for a mean over the others would be another figure.
  record Mean(List<Formula> parts) implements Formula {
    @Override
    public OptionalDouble value(ToLongFunction<Count> counts) {
      return Figures.mean(values(parts, counts));
    }

    @Override
    public Stream<Count> counts() {
      return parts.stream().flatMap(Formula::counts);
    }

    @Override
    public double most() {
      return parts.stream().mapToDouble(Formula::most).max().orElse(1);
    }
  }

  /// @param counts of the items that the figure is of
  /// @return empty where it would divide by 0, or lacks a part
  OptionalDouble value(ToLongFunction<Count> counts);

  /// What it is made of.
  Stream<Count> counts();

  /// The largest value that it can have.
  double most();

  private static List<OptionalDouble> values(List<Formula> parts, ToLongFunction<Count> counts) {
    return parts.stream().map(part -> part.value(counts)).toList();
  }

  private static OptionalDouble ratio(double above, double below) {
    return below == 0 ? OptionalDouble.empty() : OptionalDouble.of(above / below);
  }
}
