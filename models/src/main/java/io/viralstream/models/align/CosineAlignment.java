package io.viralstream.models.align;

import io.viralstream.models.tensor.Tensor;

/// Equation (7), and (5) where the teacher is the student's own encoder: L_VRA = −(1/N) Σ_i
/// cos(P_π(e_img_ℓ,i), y_i).
///
/// Between −1 (aligned) and 1, so that L_total may be negative.
public record CosineAlignment(AlignmentProjector projector) implements VisualAlignment {
  @Override
  public Tensor losses(Tensor visual, Tensor teacher) {
    return negativeCosine(projector.apply(visual), teacher);
  }

  /// Both `[M, N, d]`; the result is `[M]`.
  static Tensor negativeCosine(Tensor projected, Tensor teacher) {
    Tensor y = teacher.detach().precise();
    return projected.precise().cosine(y, EPSILON).mean(-1).neg();
  }
}
