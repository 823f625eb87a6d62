package io.viralstream.models.published.vision;

import io.viralstream.models.tensor.Tensor;

/// The tensors of somebody's files.
@FunctionalInterface
interface SourceTensors {
  /// The part that is named, as F32 in the innermost scope, in the file's own axes.
  ///
  /// @param shape of the whole tensor in the file
  Tensor read(SourceTensor tensor, long... shape);
}
