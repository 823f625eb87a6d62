package io.viralstream.models.model;

/// The start of a learnt position table: sines and cosines of row and column.
///
/// Half of the width tells the row, half the column. For a coordinate t of a grid with side S the
/// values are sin and cos of (t + ½)·πk/(2S) + φ with four phases φ and k = 1 … D/16, scaled to a
/// common deviation of ½. Starting from small random numbers instead, the patch tokens held no
/// position at all and spatial questions stayed at chance.
final class SinCosPositions {
  private static final double[] PHASES = {0, Math.PI / 12, Math.PI / 6, Math.PI / 4};
  private static final double DEVIATION = .5;

  private SinCosPositions() {}

  /// @param width a multiple of 16
  /// @return `[grid², width]` row-major, cells in reading order
  static float[] table(int grid, int width) {
    Require.multiple("width", width, "the position table's unit", 16);
    double[] values = new double[grid * grid * width];
    for (int cell = 0; cell < grid * grid; cell++) {
      axis(values, cell * width, cell / grid, grid, width / 2);
      axis(values, cell * width + width / 2, cell % grid, grid, width / 2);
    }
    return scaled(values);
  }

  private static void axis(double[] values, int offset, int coordinate, int grid, int dimensions) {
    for (int i = 0; i < dimensions; i += 2) {
      int pair = i / 2;
      int k = 1 + pair / PHASES.length;
      double phase = PHASES[pair % PHASES.length];
      double angle = (coordinate + .5) * Math.PI * k / (2.0 * grid) + phase;
      values[offset + i] = Math.sin(angle);
      values[offset + i + 1] = Math.cos(angle);
    }
  }

  /// To deviation ½: large beside a patch embedding of deviation 1, so that position is not lost.
  private static float[] scaled(double[] values) {
    double sum = 0;
    double squares = 0;
    for (double value : values) {
      sum += value;
      squares += value * value;
    }
    double mean = sum / values.length;
    double scale = DEVIATION / Math.sqrt(squares / values.length - mean * mean);
    float[] table = new float[values.length];
    for (int i = 0; i < table.length; i++) {
      table[i] = (float) (values[i] * scale);
    }
    return table;
  }
}
