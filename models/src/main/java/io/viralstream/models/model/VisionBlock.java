package io.viralstream.models.model;

import io.viralstream.models.tensor.Tensor;
import java.util.Optional;

/// A pre-norm transformer block: attention, then an MLP, each added to its input.
///
/// @param attentionScale learnt factors `[D]` of what attention adds, where the family has them
/// @param feedForwardScale the same for the MLP
record VisionBlock(
    LayerNorm norm1,
    VisionAttention attention,
    Optional<Tensor> attentionScale,
    LayerNorm norm2,
    Linear up,
    Activation activation,
    Linear down,
    Optional<Tensor> feedForwardScale) {
  static VisionBlock of(Weights weights, VisionTransformerSettings settings) {
    int width = settings.width();
    int inner = settings.feedForward();
    Initial residual = Initial.residual(inner, settings.blocks());
    return new VisionBlock(
        LayerNorm.of(weights, "layer_norm1", width, settings.normEpsilon()),
        VisionAttention.of(weights.under("self_attn."), settings),
        scale(weights, "layer_scale1", settings),
        LayerNorm.of(weights, "layer_norm2", width, settings.normEpsilon()),
        Linear.biased(weights, "mlp.fc1", Initial.fanIn(width), width, inner),
        settings.activation(),
        Linear.biased(weights, "mlp.fc2", residual, inner, width),
        scale(weights, "layer_scale2", settings));
  }

  private static Optional<Tensor> scale(
      Weights weights, String name, VisionTransformerSettings settings) {
    if (settings.layerScale().isEmpty()) {
      return Optional.empty();
    }
    Initial initial = new Initial.Constant(settings.layerScale().getAsDouble());
    return Optional.of(weights.take(name + ".lambda1", initial, settings.width()));
  }

  /// `[B, T, D]` to `[B, T, D]`: h = x + s₁·attention(norm(x)), then h + s₂·mlp(norm(h)).
  Tensor apply(Tensor x) {
    Tensor attended = attention.apply(norm1.apply(x));
    Tensor h = x.add(attentionScale.map(attended::mul).orElse(attended));
    Tensor fed = down.apply(activation.apply(up.apply(norm2.apply(h))));
    return h.add(feedForwardScale.map(fed::mul).orElse(fed));
  }
}
