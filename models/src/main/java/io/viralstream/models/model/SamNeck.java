package io.viralstream.models.model;

import io.viralstream.models.tensor.FeatureMaps;
import io.viralstream.models.tensor.Tensor;

/// What makes SAM's features of its blocks' output: a projection and a convolution, each normed.
///
/// @param projection `[d, D, 1, 1]`
/// @param convolution `[d, d, 3, 3]`
record SamNeck(Tensor projection, LayerNorm norm1, Tensor convolution, LayerNorm norm2) {
  /// Of the neck's norms, whatever the blocks have.
  private static final double EPSILON = 1e-6;

  static SamNeck of(Weights weights, SamSettings settings) {
    int in = settings.width();
    int out = settings.outputWidth();
    return new SamNeck(
        weights.take("conv1.weight", Initial.fanIn(in), out, in, 1, 1),
        LayerNorm.of(weights, "layer_norm1", out, EPSILON),
        weights.take("conv2.weight", Initial.fanIn(9L * out), out, out, 3, 3),
        LayerNorm.of(weights, "layer_norm2", out, EPSILON));
  }

  /// `[B, n, n, D]` to `[B, n, n, d]`.
  Tensor apply(Tensor x) {
    Tensor projected = norm1.apply(x.linear(projection.reshape(projection.size(0), -1)));
    Tensor map = FeatureMaps.convolve(projected.permute(0, 3, 1, 2), convolution);
    return norm2.apply(map.permute(0, 2, 3, 1));
  }
}
