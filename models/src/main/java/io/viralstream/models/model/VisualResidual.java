package io.viralstream.models.model;

import java.util.Set;

/// What is added to a picture's tokens behind some blocks of LM_θ, in training and in answering
/// alike: the residual variants, equations (3) and (4) of the paper.
///
/// ```
/// rows of the sequence    u0  e1  e2  e3  e4  u5  u6       u: text, e: picture
/// behind block ℓ          u0  e1+a1 … e4+a4   u5  u6       a = P_φ(z) or A(z)
/// ```
///
/// The layers ℓ count blocks from 1, at least one, each at most L. The state behind block ℓ that
/// L_VRA aligns is the one with the addition in it.
public sealed interface VisualResidual {
  /// Nothing is added.
  record None() implements VisualResidual {}

  /// Equation (3): e_img_ℓ ← e_img_ℓ + P_φ(z), the very tokens that the decoder reads.
  record Projected(Set<Integer> layers) implements VisualResidual {
    public Projected {
      layers = someLayers(layers);
    }
  }

  /// Equation (4): e_img_ℓ ← e_img_ℓ + A(z), where A is one affine map D_z → D for all its layers.
  ///
  /// @param weights gives `residual.weight` `[D, D_z]` and `residual.bias` `[D]`; both start at
  ///   zero
  record Features(Set<Integer> layers, WeightSource weights) implements VisualResidual {
    public Features {
      layers = someLayers(layers);
    }
  }

  static VisualResidual none() {
    return new None();
  }

  /// ℓ of the blocks behind which something is added.
  default Set<Integer> layers() {
    return switch (this) {
      case None() -> Set.of();
      case Projected(Set<Integer> layers) -> layers;
      case Features(Set<Integer> layers, WeightSource ignored) -> layers;
    };
  }

  private static Set<Integer> someLayers(Set<Integer> layers) {
    Require.between("residual.layers", layers.size(), 1, 512);
    return Set.copyOf(layers);
  }
}
