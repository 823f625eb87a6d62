package io.viralstream.models.model;

import java.util.Set;

/// Which of the residual variants a model has, as settings name it (docs/method.md §2.6).
public enum ResidualKind {
  NONE,
  /// P_φ(z), equation (3).
  PROJECTED,
  /// A(z), equation (4).
  FEATURES;

  /// The variant at these layers.
  ///
  /// @param weights gives `residual.weight` and `residual.bias` where there is A
  public VisualResidual of(Set<Integer> layers, WeightSource weights) {
    return switch (this) {
      case NONE -> VisualResidual.none();
      case PROJECTED -> new VisualResidual.Projected(layers);
      case FEATURES -> new VisualResidual.Features(layers, weights);
    };
  }
}
