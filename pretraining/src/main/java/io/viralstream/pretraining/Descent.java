package io.viralstream.pretraining;

import io.viralstream.models.model.Parameters;
import io.viralstream.models.tensor.AdamRule;
import io.viralstream.models.tensor.AdamState;
import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.ArrayList;
import java.util.List;

/// AdamW over the parameters of one stage, with clipped gradients; only matrices decay.
final class Descent implements AutoCloseable {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.98;
  private static final double EPSILON = 1e-8;
  private static final double LONGEST_GRADIENT = 1;

  private final Torch torch;
  private final Group matrices;
  private final Group vectors;

  /// @param weightDecay of tensors with two dimensions or more
  Descent(Torch torch, Parameters parameters, double weightDecay) {
    this.torch = torch;
    List<Tensor> all = parameters.trainable().tensors();
    matrices = group(all.stream().filter(t -> t.shape().length > 1).toList(), weightDecay);
    vectors = group(all.stream().filter(t -> t.shape().length <= 1).toList(), 0);
  }

  /// One update against the gradient of a loss that was recorded in the open scope.
  void step(Tensor loss, double rate) {
    List<Tensor> weights = new ArrayList<>(matrices.weights);
    weights.addAll(vectors.weights);
    List<Tensor> gradients = torch.gradients(loss, weights);
    try (Scope update = torch.inference()) {
      torch.clip(gradients, LONGEST_GRADIENT);
      int split = matrices.weights.size();
      matrices.apply(gradients.subList(0, split), rate);
      vectors.apply(gradients.subList(split, gradients.size()), rate);
    }
  }

  private Group group(List<Tensor> weights, double weightDecay) {
    List<AdamState> states = new ArrayList<>();
    try (Scope scope = torch.inference()) {
      for (Tensor weight : weights) {
        states.add(
            new AdamState(
                scope.keep(weight.zerosLike()),
                scope.keep(weight.zerosLike()),
                scope.keep(torch.zeros(Kind.F32))));
      }
    }
    return new Group(weights, states, new AdamRule(BETA1, BETA2, weightDecay, EPSILON));
  }

  @Override
  public void close() {
    matrices.states.forEach(AdamState::close);
    vectors.states.forEach(AdamState::close);
  }

  private record Group(List<Tensor> weights, List<AdamState> states, AdamRule rule) {
    void apply(List<Tensor> gradients, double rate) {
      rule.apply(weights, gradients, states, rate);
    }
  }
}
