package io.viralstream.pretraining;

import io.viralstream.models.model.Parameters;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.function.Supplier;

/// The loop that every stage shares: loss, gradient, update, report.
record Training(Torch torch, Progress progress) {
  /// @param batchLoss makes the next batch and gives its loss, a scalar
  void run(
      Stage stage,
      StagePlan plan,
      Parameters parameters,
      double weightDecay,
      Supplier<Tensor> batchLoss) {
    try (Descent descent = new Descent(torch, parameters, weightDecay)) {
      for (int step = 0; step < plan.steps(); step++) {
        try (Scope scope = torch.training()) {
          Tensor loss = batchLoss.get();
          descent.step(loss, plan.rate(step));
          progress.stepped(stage, step + 1, plan.steps(), finite(stage, loss));
        }
      }
    }
  }

  private static double finite(Stage stage, Tensor loss) {
    double value = loss.number();
    if (!Double.isFinite(value)) {
      throw new IllegalStateException(stage.word() + ": the loss is " + value);
    }
    return value;
  }
}
