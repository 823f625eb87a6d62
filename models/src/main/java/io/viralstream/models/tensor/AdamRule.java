package io.viralstream.models.tensor;

import java.util.List;
import java.util.function.Function;

/// One AdamW update with decoupled weight decay, as PyTorch's:
///
/// ```
/// w ← w − lr·decay·w
/// m ← β₁m + (1−β₁)g        v ← β₂v + (1−β₂)g²
/// w ← w − lr · m/(1−β₁ᵗ) / (√(v/(1−β₂ᵗ)) + ε)
/// ```
///
/// @param beta1 decay of the mean, in [0, 1)
/// @param beta2 decay of the mean square, in [0, 1)
/// @param weightDecay at least 0
/// @param epsilon above 0, added outside the root
public record AdamRule(double beta1, double beta2, double weightDecay, double epsilon) {
  public AdamRule {
    requireFraction("beta1", beta1);
    requireFraction("beta2", beta2);
    if (!(weightDecay >= 0) || Double.isInfinite(weightDecay)) {
      throw new IllegalArgumentException("weightDecay=" + weightDecay + ", expected at least 0");
    }
    if (!(epsilon > 0)) {
      throw new IllegalArgumentException("epsilon=" + epsilon + ", expected above 0");
    }
  }

  /// The same rule with another weight decay.
  public AdamRule decaying(double decay) {
    return new AdamRule(beta1, beta2, decay, epsilon);
  }

  private static void requireFraction(String key, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(key + "=" + value + ", expected in [0, 1)");
    }
  }

  /// Updates parameters and states in place, all in one fused kernel; the lists run in parallel.
  public void apply(
      List<Tensor> parameters, List<Tensor> gradients, List<Moments> states, double rate) {
    if (parameters.isEmpty()) {
      return;
    }
    parameters
        .getFirst()
        .memory()
        .torch()
        .effect(
            "adamw",
            array(parameters, Function.identity()),
            array(gradients, Function.identity()),
            array(states, Moments::mean),
            array(states, Moments::square),
            array(states, Moments::steps),
            rate,
            beta1,
            beta2,
            weightDecay,
            epsilon);
  }

  private static <T> Tensor[] array(List<T> list, Function<T, Tensor> part) {
    return list.stream().map(part).toArray(Tensor[]::new);
  }

  /// What the rule remembers of one parameter.
  ///
  /// @param mean exponential mean of its gradients, shaped like it
  /// @param square exponential mean of their squares, shaped like it
  /// @param steps updates so far, an F32 scalar
  public record Moments(Tensor mean, Tensor square, Tensor steps) implements AutoCloseable {
    @Override
    public void close() {
      mean.close();
      square.close();
      steps.close();
    }
  }
}
