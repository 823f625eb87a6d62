package io.viralstream.models.model;

import io.viralstream.models.tensor.Tensor;

/// SwiGLU: down(silu(gate(x)) · up(x)).
record GatedFeedForward(Linear gate, Linear up, Linear down) {
  static GatedFeedForward of(Weights weights, LanguageModelSettings settings) {
    int width = settings.width();
    int inner = settings.feedForward();
    Initial initial = Initial.fanIn(width);
    return new GatedFeedForward(
        Linear.plain(weights, "gate_proj", initial, width, inner),
        Linear.plain(weights, "up_proj", initial, width, inner),
        Linear.plain(
            weights, "down_proj", Initial.residual(inner, settings.blocks()), inner, width));
  }

  Tensor apply(Tensor x) {
    return down.apply(gate.apply(x).siluMul(up.apply(x)));
  }
}
