package io.viralstream.models.model;

import io.viralstream.models.tensor.Tensor;

/// Normalisation of the last dimension to mean 0 and deviation 1, scaled and shifted.
record LayerNorm(Tensor weight, Tensor bias, double epsilon) {
  static LayerNorm of(Weights weights, String name, long width, double epsilon) {
    return new LayerNorm(
        weights.take(name + ".weight", Initial.ones(), width),
        weights.take(name + ".bias", Initial.zeros(), width),
        epsilon);
  }

  Tensor apply(Tensor x) {
    return x.layerNorm(weight, bias, epsilon);
  }
}
