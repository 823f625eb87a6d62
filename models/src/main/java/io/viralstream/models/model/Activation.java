package io.viralstream.models.model;

import io.viralstream.models.tensor.Tensor;

/// The non-linearity of a feed-forward layer.
public enum Activation {
  GELU,
  GELU_TANH,
  GELU_QUICK,
  SILU;

  Tensor apply(Tensor x) {
    return switch (this) {
      case GELU -> x.gelu();
      case GELU_TANH -> x.geluTanh();
      case GELU_QUICK -> x.geluQuick();
      case SILU -> x.silu();
    };
  }
}
