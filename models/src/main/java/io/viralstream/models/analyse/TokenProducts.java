package io.viralstream.models.analyse;

import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Tensor;
import java.util.Arrays;

/// Inner products between the tokens of one picture, the kernel matrix of [Cknna].
///
/// @param values `[N, N]` row-major
/// @param tokens N
record TokenProducts(double[] values, int tokens) {
  private static final double EPSILON = 1e-12;

  /// In F64, of features `[N, D]` of any type, as they are.
  static TokenProducts of(Tensor features) {
    Tensor x = features.to(Kind.F64);
    Tensor products = x.matmul(x.transpose(0, 1)); // [N, N]
    return new TokenProducts(products.doubles(), Math.toIntExact(features.size(0)));
  }

  /// The same of features that are brought to length 1 first: cosines.
  static TokenProducts normalized(Tensor features) {
    return of(features.to(Kind.F64).l2Normalize(EPSILON));
  }

  boolean areFinite() {
    return Arrays.stream(values).allMatch(Double::isFinite);
  }

  double at(int row, int column) {
    return values[row * tokens + column];
  }
}
