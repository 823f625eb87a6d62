package io.viralstream.images;

/// Which input samples make each output sample along one axis, and their fixed-point weights.
///
/// The filter is widened by the scale when shrinking. Halving four samples bicubically, for
/// instance, makes output 0 from inputs 0 to 3 (centre 1.0, support 4 either side, cut at the
/// edges) and renormalises what is left to a sum of one.
@SuppressWarnings("ArrayRecordComponent") // never compared
record ResizeWeights(int[] starts, int[][] weights) {
  private static final int ONE = 1 << 22;

  /// Of those outputs that lie in the middle.
  static ResizeWeights middle(ResizeFilter filter, int inputs, int all, int outputs) {
    double scale = (double) inputs / all;
    int before = (all - outputs) / 2;
    double widening = Math.max(scale, 1);
    double support = filter.support() * widening;
    int[] starts = new int[outputs];
    int[][] weights = new int[outputs][];
    for (int out = 0; out < outputs; out++) {
      double centre = (before + out + 0.5) * scale;
      starts[out] = Math.max(0, (int) (centre - support + 0.5));
      int end = Math.min(inputs, (int) (centre + support + 0.5));
      weights[out] = fixedPoint(kernel(filter, starts[out], end, centre, widening));
    }
    return new ResizeWeights(starts, weights);
  }

  int first(int output) {
    return starts[output];
  }

  int[] fixed(int output) {
    return weights[output];
  }

  private static double[] kernel(
      ResizeFilter filter, int start, int end, double centre, double widening) {
    double inverse = 1 / widening;
    double[] values = new double[end - start];
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = filter.at((i + start - centre + 0.5) * inverse);
      sum += values[i];
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= sum;
    }
    return values;
  }

  /// Rounds half away from zero, as PIL does.
  private static int[] fixedPoint(double[] values) {
    int[] fixed = new int[values.length];
    for (int i = 0; i < fixed.length; i++) {
      double rounding = values[i] < 0 ? -0.5 : 0.5;
      fixed[i] = (int) (rounding + values[i] * ONE);
    }
    return fixed;
  }
}
