package io.viralstream.models.model;

import io.viralstream.models.tensor.Tensor;
import java.util.Set;

/// One pass's share of [VisualResidual]: what is added, where, and behind which blocks.
///
/// @param layers ℓ, from 1
/// @param rows I64 `[M·N]`, the picture's rows of `[B·T, D]`, each once
/// @param values `[M·N, D]`
record VisualAddition(Set<Integer> layers, Tensor rows, Tensor values) {
  /// The output of a block `[B, T, D]` as the next block reads it.
  ///
  /// @param layer ℓ of the block
  Tensor behind(int layer, Tensor x) {
    if (!layers.contains(layer)) return x;
    return x.reshape(-1, x.size(2)).indexAdd(0, rows, values).reshape(x.shape());
  }
}
