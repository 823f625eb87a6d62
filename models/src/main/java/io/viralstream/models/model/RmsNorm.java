package io.viralstream.models.model;

import io.viralstream.models.tensor.Tensor;

/// Normalisation of the last dimension to root mean square 1, scaled.
record RmsNorm(Tensor weight, double epsilon) {
  static RmsNorm of(Weights weights, String name, long width, double epsilon) {
    return new RmsNorm(weights.take(name + ".weight", Initial.ones(), width), epsilon);
  }

  Tensor apply(Tensor x) {
    return x.rmsNorm(weight, epsilon);
  }
}
