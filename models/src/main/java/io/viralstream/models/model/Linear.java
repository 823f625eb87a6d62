package io.viralstream.models.model;

import io.viralstream.models.tensor.Tensor;
import java.util.Optional;

/// An affine map of the last dimension.
///
/// @param weight `[out, in]`
/// @param bias `[out]`, or none
public record Linear(Tensor weight, Optional<Tensor> bias) {
  /// Without bias.
  public static Linear plain(Weights weights, String name, Initial initial, long in, long out) {
    return new Linear(weights.take(name + ".weight", initial, out, in), Optional.empty());
  }

  /// With a bias that starts at zero.
  public static Linear biased(Weights weights, String name, Initial initial, long in, long out) {
    Tensor weight = weights.take(name + ".weight", initial, out, in);
    return new Linear(weight, Optional.of(weights.take(name + ".bias", Initial.zeros(), out)));
  }

  /// `[.., in]` to `[.., out]`.
  public Tensor apply(Tensor x) {
    return bias.map(b -> x.linear(weight, b)).orElseGet(() -> x.linear(weight));
  }
}
