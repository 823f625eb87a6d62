package io.viralstream.models.model;

import io.viralstream.models.tensor.Tensor;

/// The weights of causal attention, computed a second way: fused kernels give none.
///
/// Their product with the values is what the fused kernels put out, to some 1e-5.
public final class AttentionWeights {
  private AttentionWeights() {}

  /// How one position attends to itself and all before it: softmax(q kᵀ / √d), F32 `[H, row + 1]`.
  ///
  /// @param queries of one sequence, as an [AttentionWatch] sees them, `[1, H, T, d]`
  /// @param keys `[1, G, S, d]` where G divides H
  /// @param row the position
  public static Tensor ofRow(Tensor queries, Tensor keys, int row) {
    long heads = queries.size(1);
    long shared = keys.size(1);
    long width = queries.size(3);
    Tensor q =
        queries.narrow(2, row, 1).precise().reshape(shared, heads / shared, width); // [G, H/G, d]
    Tensor k = keys.narrow(2, 0, row + 1L).precise().reshape(shared, row + 1L, width); // [G, S, d]
    Tensor scores = q.mul(1 / Math.sqrt(width)).matmul(k.transpose(1, 2)); // [G, H/G, S]
    return scores.softmax(-1).reshape(heads, row + 1L);
  }
}
