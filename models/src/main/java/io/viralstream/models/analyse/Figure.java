package io.viralstream.models.analyse;

/// What a measure says of one picture: a number, or why there is none. Never 0 in place of nothing.
public sealed interface Figure {
  /// A finite number.
  record Known(double value) implements Figure {
    public Known {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("value=" + value + ", expected a finite number");
      }
    }
  }

  /// No number.
  ///
  /// @param why in words that do not depend on the picture, so that equal reasons can be counted
  record Undefined(String why) implements Figure {}

  /// The number, or the reason where it is not finite.
  static Figure of(double value, String otherwise) {
    return Double.isFinite(value) ? new Known(value) : new Undefined(otherwise);
  }
}
