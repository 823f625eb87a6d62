package io.viralstream.models.model;

import io.viralstream.models.tensor.Tensor;
import java.util.Optional;

/// SwiGLU: down(silu(gate(x)) · up(x)).
record GatedFeedForward(DecoderLinear gate, DecoderLinear up, DecoderLinear down) {
  static GatedFeedForward of(Weights weights, LanguageModelSettings settings) {
    int width = settings.width();
    int inner = settings.feedForward();
    Initial initial = Initial.fanIn(width);
    return new GatedFeedForward(
        DecoderLinear.plain(weights, "gate_proj", initial, width, inner),
        DecoderLinear.plain(weights, "up_proj", initial, width, inner),
        DecoderLinear.plain(
            weights, "down_proj", Initial.residual(inner, settings.blocks()), inner, width));
  }

  Tensor apply(Tensor x, Optional<DropoutMask> dropout) {
    return down.apply(gate.apply(x, dropout).siluMul(up.apply(x, dropout)), dropout);
  }
}
