package io.viralstream.models.model;

import io.viralstream.models.tensor.Tensor;

/// P_φ, the vision-language projector: e_img = P_φ(z), Linear-GELU-Linear.
public final class VisionProjector {
  private final Linear first;
  private final Linear second;

  /// @param visionWidth D_z of the encoder's features
  /// @param width D of the language model, the hidden width too
  public VisionProjector(int visionWidth, int width, Weights weights) {
    first = Linear.biased(weights, "linear_1", Initial.fanIn(visionWidth), visionWidth, width);
    second = Linear.biased(weights, "linear_2", Initial.fanIn(width), width, width);
  }

  /// z `[B, N, D_z]` to e_img `[B, N, D]`.
  public Tensor apply(Tensor features) {
    return second.apply(first.apply(features).gelu());
  }
}
