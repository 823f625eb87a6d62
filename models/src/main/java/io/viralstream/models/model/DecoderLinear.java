package io.viralstream.models.model;

import io.viralstream.models.tensor.Tensor;
import java.util.Optional;

/// One of the seven linear maps of a decoder block, with its low-rank adapter where it has one: y =
/// W x + b + scale · B (A (dropout(x))).
///
/// @param module its full name, such as `language_model.model.layers.0.mlp.up_proj`
record DecoderLinear(String module, Linear base, Optional<LowRank> adapter) {
  static DecoderLinear plain(Weights weights, String name, Initial initial, long in, long out) {
    Linear base = Linear.plain(weights, name, initial, in, out);
    return new DecoderLinear(weights.full(name), base, weights.adapter(name, in, out));
  }

  static DecoderLinear biased(Weights weights, String name, Initial initial, long in, long out) {
    Linear base = Linear.biased(weights, name, initial, in, out);
    return new DecoderLinear(weights.full(name), base, weights.adapter(name, in, out));
  }

  /// `[B, T, in]` to `[B, T, out]`.
  Tensor apply(Tensor x, Optional<DropoutMask> dropout) {
    Tensor y = base.apply(x);
    if (adapter.isEmpty()) return y;
    LowRank low = adapter.get();
    if (dropout.isEmpty()) return low.addedTo(y, x);
    DropoutMask mask = dropout.get();
    return low.times(1 / mask.kept()).addedTo(y, mask.drop(x, module));
  }
}
