package io.viralstream.models.model;

import io.viralstream.models.tensor.Tensor;

/// Self-attention in which every token sees every token.
record VisionAttention(Linear query, Linear key, Linear value, Linear output, int heads) {
  static VisionAttention of(Weights weights, VisionTransformerSettings settings) {
    int width = settings.width();
    Initial initial = Initial.fanIn(width);
    return new VisionAttention(
        Linear.biased(weights, "q_proj", initial, width, width),
        Linear.biased(weights, "k_proj", initial, width, width),
        Linear.biased(weights, "v_proj", initial, width, width),
        Linear.biased(
            weights, "out_proj", Initial.residual(width, settings.blocks()), width, width),
        settings.heads());
  }

  /// `[B, T, D]` to `[B, T, D]`.
  Tensor apply(Tensor x) {
    Tensor q = Heads.split(query.apply(x), heads); // [B, H, T, D/H]
    Tensor k = Heads.split(key.apply(x), heads);
    Tensor v = Heads.split(value.apply(x), heads);
    return output.apply(Heads.join(q.attention(k, v)));
  }
}
