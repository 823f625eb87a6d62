package io.viralstream.models.align;

import io.viralstream.models.model.Initial;
import io.viralstream.models.model.Linear;
import io.viralstream.models.model.Weights;
import io.viralstream.models.tensor.Tensor;

/// P_π, which maps visual tokens of the language model to the teacher's space:
/// Linear-SiLU-Linear-SiLU-Linear, D → h → h → d, trained with the model and dropped afterwards.
public final class AlignmentProjector {
  private final Linear first;
  private final Linear second;
  private final Linear third;

  /// @param width D of the language model
  /// @param hidden h, 2048 in the paper
  /// @param teacherWidth d of the teacher
  public AlignmentProjector(int width, int hidden, int teacherWidth, Weights weights) {
    first = Linear.biased(weights, "linear_1", Initial.fanIn(width), width, hidden);
    second = Linear.biased(weights, "linear_2", Initial.fanIn(hidden), hidden, hidden);
    third = Linear.biased(weights, "linear_3", Initial.fanIn(hidden), hidden, teacherWidth);
  }

  /// e_img_ℓ `[M, N, D]` to `[M, N, d]`.
  public Tensor apply(Tensor visual) {
    return third.apply(second.apply(first.apply(visual).silu()).silu());
  }
}
