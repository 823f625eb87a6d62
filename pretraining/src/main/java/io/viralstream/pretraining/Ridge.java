package io.viralstream.pretraining;

/// Linear least squares with a ridge, by the normal equations: (XᵀX + ρI) W = XᵀY.
final class Ridge {
  private static final double RIDGE = 1;

  private final int inputs;
  private final int outputs;
  private final double[][] system; // [inputs + 1][inputs + 1 + outputs], the last input is always 1

  Ridge(int inputs, int outputs) {
    this.inputs = inputs;
    this.outputs = outputs;
    system = new double[inputs + 1][inputs + 1 + outputs];
    for (int i = 0; i <= inputs; i++) {
      system[i][i] = RIDGE;
    }
  }

  /// Adds one row of `x` whose outputs are 1 for `label` and 0 for the others.
  void add(float[] x, int start, int label) {
    for (int i = 0; i <= inputs; i++) {
      double xi = i == inputs ? 1 : x[start + i];
      double[] row = system[i];
      for (int j = 0; j < inputs; j++) {
        row[j] += xi * x[start + j];
      }
      row[inputs] += xi;
      row[inputs + 1 + label] += xi;
    }
  }

  /// Solves in place, by elimination with pivots on the diagonal: the matrix is positive definite.
  Solution solve() {
    for (int pivot = 0; pivot <= inputs; pivot++) {
      for (int row = 0; row <= inputs; row++) {
        if (row != pivot) {
          eliminate(system[row], system[pivot], pivot);
        }
      }
    }
    double[][] weights = new double[inputs + 1][outputs];
    for (int i = 0; i <= inputs; i++) {
      for (int o = 0; o < outputs; o++) {
        weights[i][o] = system[i][inputs + 1 + o] / system[i][i];
      }
    }
    return new Solution(weights);
  }

  private static void eliminate(double[] row, double[] pivotRow, int pivot) {
    double factor = row[pivot] / pivotRow[pivot];
    for (int i = pivot; i < row.length; i++) {
      row[i] -= factor * pivotRow[i];
    }
  }

  /// W, `[inputs + 1, outputs]`.
  record Solution(double[][] weights) {
    /// The label whose output is largest.
    int label(float[] x, int start) {
      int best = 0;
      double most = Double.NEGATIVE_INFINITY;
      for (int o = 0; o < weights[0].length; o++) {
        double value = weights[weights.length - 1][o];
        for (int i = 0; i < weights.length - 1; i++) {
          value += weights[i][o] * x[start + i];
        }
        if (value > most) {
          most = value;
          best = o;
        }
      }
      return best;
    }
  }
}
