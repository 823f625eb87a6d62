package io.viralstream.models.tensor;

import java.util.List;

/// A symmetric matrix of F32 or F64, with what linear algebra does to such ones alone.
///
/// @param values `[n, n]`; the lower half is read
public record SymmetricMatrix(Tensor values) {
  /// @param values eigenvalues `[n]`, smallest first
  /// @param vectors beside them the eigenvectors of length 1, as columns `[n, n]`; their signs are
  ///   free
  public record Eigen(Tensor values, Tensor vectors) {}

  public Eigen eigen() {
    List<Tensor> both = values.memory().torch().list("eigen", values);
    return new Eigen(both.getFirst(), both.getLast());
  }

  /// W in A W = B, where this A is positive definite.
  ///
  /// @param right B, `[n, m]`
  /// @throws IllegalStateException where A is not positive definite
  public Tensor solve(Tensor right) {
    return values.memory().torch().tensor("solve_positive", values, right);
  }
}
