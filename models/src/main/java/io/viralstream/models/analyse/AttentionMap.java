package io.viralstream.models.analyse;

import java.util.Arrays;
import java.util.List;

/// How much one token attends to each patch of the picture, by one head.
///
/// @param weights `[rows, columns]` row-major: a share of the attention to everything, 0 to 1
public record AttentionMap(double[] weights, int rows, int columns) {
  public AttentionMap {
    if (weights.length != Math.multiplyExact(rows, columns)) {
      throw new IllegalArgumentException(
          weights.length + " weights, expected " + rows + " x " + columns);
    }
    weights = weights.clone();
  }

  /// The mean of several heads' maps of one picture, at least one.
  public static AttentionMap mean(List<AttentionMap> heads) {
    AttentionMap first = heads.getFirst();
    double[] sums = new double[first.weights.length];
    for (AttentionMap head : heads) {
      for (int i = 0; i < sums.length; i++) sums[i] += head.weights[i] / heads.size();
    }
    return new AttentionMap(sums, first.rows, first.columns);
  }

  /// Which share of the attention goes to the picture.
  public double mass() {
    double sum = 0;
    for (double weight : weights) sum += weight;
    return sum;
  }

  double mean() {
    return mass() / weights.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AttentionMap map
        && rows == map.rows
        && columns == map.columns
        && Arrays.equals(weights, map.weights);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(weights);
  }
}
