package io.viralstream.models.model;

import io.viralstream.models.tensor.Tensor;

/// Sees what each block attends with, since the fused kernels give no attention weights.
@FunctionalInterface
public interface AttentionWatch {
  /// Called in the scope of the block, before its attention is computed.
  ///
  /// @param block counted from 0
  /// @param queries after the rotary embedding, `[B, H, T, d]`
  /// @param keys after the rotary embedding, `[B, G, S, d]`
  void see(int block, Tensor queries, Tensor keys);

  /// Looks at nothing.
  static AttentionWatch none() {
    return (block, queries, keys) -> {};
  }
}
