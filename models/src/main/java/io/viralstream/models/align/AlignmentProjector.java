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

  /// The widths between its layers.
  ///
  /// @param input D of the language model
  /// @param first behind the first layer, 2048 in the paper
  /// @param second behind the second layer, the same in the paper
  /// @param output d of the teacher
  public record Widths(int input, int first, int second, int output) {}

  /// @param width D of the language model
  /// @param hidden h, 2048 in the paper
  /// @param teacherWidth d of the teacher
  public AlignmentProjector(int width, int hidden, int teacherWidth, Weights weights) {
    this(new Widths(width, hidden, hidden, teacherWidth), weights);
  }

  public AlignmentProjector(Widths widths, Weights weights) {
    first =
        Linear.biased(weights, "linear_1", Initial.fanIn(widths.input), widths.input, widths.first);
    second =
        Linear.biased(
            weights, "linear_2", Initial.fanIn(widths.first), widths.first, widths.second);
    third =
        Linear.biased(
            weights, "linear_3", Initial.fanIn(widths.second), widths.second, widths.output);
  }

  /// e_img_ℓ `[M, N, D]` to `[M, N, d]`.
  public Tensor apply(Tensor visual) {
    return third.apply(second.apply(first.apply(visual).silu()).silu());
  }
}
