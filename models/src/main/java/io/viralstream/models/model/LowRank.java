package io.viralstream.models.model;

import io.viralstream.models.tensor.Tensor;
import java.util.Arrays;

/// A change of one linear map by two thin matrices: scale · B (A x).
///
/// @param down A, `[r, in]`
/// @param up B, `[out, r]`
public record LowRank(Tensor down, Tensor up, double scale) {
  /// The map's output with the change on it.
  ///
  /// @param y `[.., out]`
  /// @param x `[.., in]`
  Tensor addedTo(Tensor y, Tensor x) {
    return y.addLowRank(x, down, up, scale);
  }

  /// The same change, stronger.
  LowRank times(double factor) {
    return new LowRank(down, up, scale * factor);
  }

  /// scale · B · A, `[out, in]`.
  Tensor change() {
    return up.matmul(down).mul(scale);
  }

  /// @throws IllegalArgumentException where it does not fit a weight `[out, in]`
  void requireFit(String module, long in, long out) {
    long rank = down.size(0);
    if (!Arrays.equals(down.shape(), new long[] {rank, in})
        || !Arrays.equals(up.shape(), new long[] {out, rank})) {
      throw new IllegalArgumentException(
          module
              + ": A "
              + Arrays.toString(down.shape())
              + " and B "
              + Arrays.toString(up.shape())
              + ", expected [r, "
              + in
              + "] and ["
              + out
              + ", r]");
    }
  }

  void close() {
    down.close();
    up.close();
  }
}
