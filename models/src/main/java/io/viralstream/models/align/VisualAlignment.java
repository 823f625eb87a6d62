package io.viralstream.models.align;

import io.viralstream.models.tensor.Tensor;

/// How the visual tokens of one layer are compared with the teacher's features.
public sealed interface VisualAlignment permits CosineAlignment, RelationAlignment {
  /// Norms below this count as this.
  double EPSILON = 1e-12;

  /// The loss of each sample, `[M]`.
  ///
  /// @param visual e_img_ℓ `[M, N, D]`
  /// @param teacher y `[M, N, d]`; no gradient reaches it
  Tensor losses(Tensor visual, Tensor teacher);
}
