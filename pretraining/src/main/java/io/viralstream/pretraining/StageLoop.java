package io.viralstream.pretraining;

import io.viralstream.models.learn.Optimizer;
import io.viralstream.models.learn.ParameterGroup.Trained;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.tensor.AdamRule;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.List;
import java.util.function.Supplier;

/// The loop that every stage shares: loss, gradient, update, report.
record StageLoop(Torch torch, StageListener listener) {
  private static final AdamRule RULE = new AdamRule(.9, .98, 0, 1e-8);
  private static final double CLIP = 1;

  /// @param weightDecay of matrices; vectors such as biases and norms never decay
  /// @param batchLoss makes the next batch and gives its loss, a scalar
  void run(
      Stage stage,
      StagePlan plan,
      Parameters parameters,
      double weightDecay,
      Supplier<Tensor> batchLoss) {
    Trained matrices =
        new Trained(parameters.where(StageLoop::isMatrix), RULE.decaying(weightDecay), 1);
    Trained vectors = new Trained(parameters.where(tensor -> !isMatrix(tensor)), RULE, 1);
    try (Optimizer optimizer =
        new Optimizer(torch, List.of(matrices, vectors), plan.schedule(), CLIP)) {
      for (int step = 1; step <= plan.steps(); step++) {
        try (Scope scope = torch.training()) {
          Tensor loss = batchLoss.get();
          optimizer.update(optimizer.gradients(loss));
          listener.stepped(stage, step, plan.steps(), finite(stage, loss));
        }
      }
    }
  }

  /// Two dimensions or more.
  private static boolean isMatrix(Tensor tensor) {
    return tensor.shape().length > 1;
  }

  private static double finite(Stage stage, Tensor loss) {
    double value = loss.number();
    if (!Double.isFinite(value)) {
      throw new IllegalStateException(stage.word() + ": the loss is " + value);
    }
    return value;
  }
}
