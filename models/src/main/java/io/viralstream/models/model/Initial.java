package io.viralstream.models.model;

import java.util.function.Supplier;

/// How a weight starts when it is not read from a file.
public sealed interface Initial {
  /// One value everywhere.
  record Constant(double value) implements Initial {}

  /// N(0, deviation²).
  record Normal(double deviation) implements Initial {}

  /// Values worked out when they are needed, row-major: not where a file has them, whose settings
  /// may ask for any size.
  record Given(Supplier<float[]> values) implements Initial {}

  /// N(0, 1/inputs): keeps the size of activations, without which the default model did not learn.
  static Initial fanIn(long inputs) {
    return new Normal(1 / Math.sqrt(inputs));
  }

  /// Fan-in over √(2L), for the two outputs a block adds to the residual stream of L blocks.
  static Initial residual(long inputs, long blocks) {
    return new Normal(1 / Math.sqrt(inputs * 2.0 * blocks));
  }

  static Initial zeros() {
    return new Constant(0);
  }

  static Initial ones() {
    return new Constant(1);
  }
}
