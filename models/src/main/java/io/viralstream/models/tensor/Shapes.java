package io.viralstream.models.tensor;

import java.util.Arrays;

/// Arithmetic on shapes.
final class Shapes {
  private Shapes() {}

  static long elements(long[] shape) {
    long elements = 1;
    for (long size : shape) {
      elements = Math.multiplyExact(elements, size);
    }
    return elements;
  }

  static String text(long[] shape) {
    return Arrays.toString(shape);
  }
}
