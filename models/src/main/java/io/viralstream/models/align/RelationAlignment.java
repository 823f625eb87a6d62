package io.viralstream.models.align;

import io.viralstream.models.tensor.Tensor;

/// The ablation that compares relations instead of features: the mean squared difference of the two
/// N×N matrices of cosines between tokens. It works on the visual tokens themselves, without P_π.
public record RelationAlignment() implements VisualAlignment {
  @Override
  public Tensor losses(Tensor visual, Tensor teacher) {
    Tensor difference = cosines(visual).sub(cosines(teacher.detach())); // [M, N, N]
    return difference.pow(2).mean(-1).mean(-1);
  }

  private static Tensor cosines(Tensor x) {
    Tensor unit = x.precise().l2Normalize(EPSILON);
    return unit.matmul(unit.transpose(1, 2));
  }
}
