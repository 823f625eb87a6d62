package io.viralstream.models.model;

import io.viralstream.models.tensor.Tensor;
import java.util.Optional;

/// One block of LM_θ: attention, then SwiGLU, each on the normed input and added to it.
record DecoderBlock(
    int number, RmsNorm norm1, DecoderAttention attention, RmsNorm norm2, GatedFeedForward feed) {
  static DecoderBlock of(int number, Weights weights, LanguageModelSettings settings) {
    return new DecoderBlock(
        number,
        RmsNorm.of(weights, "input_layernorm", settings.width(), settings.normEpsilon()),
        DecoderAttention.of(weights.under("self_attn."), settings),
        RmsNorm.of(weights, "post_attention_layernorm", settings.width(), settings.normEpsilon()),
        GatedFeedForward.of(weights.under("mlp."), settings));
  }

  /// The first half, `[B, T, D]` to `[B, T, D]`: h = x + attention(norm(x)).
  Tensor attended(Tensor x, BlockInputs inputs) {
    return x.add(attention.apply(norm1.apply(x), number, inputs));
  }

  /// The second half: h + swiglu(norm(h)).
  Tensor fed(Tensor h, Optional<DropoutMask> dropout) {
    return h.add(feed.apply(norm2.apply(h), dropout));
  }
}
