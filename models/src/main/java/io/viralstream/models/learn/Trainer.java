package io.viralstream.models.learn;

import io.viralstream.models.align.Objective;
import io.viralstream.models.learn.Optimizer.Gradients;
import io.viralstream.models.learn.OptimizerStep.BatchLosses;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.tensor.Scope;
import java.util.List;

/// Trains LM_θ, P_φ and P_π on batches of samples; V_ψ and E stay as they are.
///
/// The order within a step: forward, losses and guesses read back (prequential evaluation),
/// backward, clipping of the common norm, AdamW. Nothing in it is random.
///
/// With one thread the same batches from the same state give the same bits. Not for several threads
/// at once.
public final class Trainer implements AutoCloseable {
  private final VisionLanguageModel model;
  private final Objective objective;
  private final Parameters alignment;
  private final Optimizer optimizer;

  /// @param alignment parameters of the objective's projectors, none without
  /// @param optimizer has each of [#parameters] in one of its groups; closed with the trainer
  public Trainer(
      VisionLanguageModel model, Objective objective, Parameters alignment, Optimizer optimizer) {
    this.model = model;
    this.objective = objective;
    this.alignment = alignment;
    this.optimizer = optimizer;
  }

  /// What has a part in the loss of a batch with pictures: LM_θ, P_φ, P_π.
  public static Parameters parameters(VisionLanguageModel model, Parameters alignment) {
    return model.languageParameters().with(model.projectorParameters()).with(alignment);
  }

  /// To save its state with the parameters and the steps made, and to restore them.
  public Optimizer optimizer() {
    return optimizer;
  }

  /// Learns from a batch: losses and guesses first, then one update.
  ///
  /// @throws NotFinite where a loss or the gradient is not; nothing is updated then
  public OptimizerStep step(List<TrainSample> samples) throws NotFinite {
    try (Scope scope = model.torch().training()) {
      Backward backward = backward(samples);
      double rate = optimizer.update(backward.gradients());
      return new OptimizerStep(
          optimizer.steps(), rate, backward.losses(), backward.gradients().norm());
    }
  }

  /// The same without the update, to see whether it could be made.
  ///
  /// @throws NotFinite where a loss or the gradient is not
  public void rehearse(List<TrainSample> samples) throws NotFinite {
    try (Scope scope = model.torch().training()) {
      backward(samples);
    }
  }

  /// Losses and clipped gradients, all finite; lives within the caller's scope.
  private record Backward(BatchLosses losses, Gradients gradients) {}

  private Backward backward(List<TrainSample> samples) throws NotFinite {
    LossPass pass = new LossPass(model, objective, samples);
    BatchLosses losses = pass.losses();
    demandFinite("the loss L_LM", losses.language());
    demandFinite("the loss L_VRA", losses.alignment().orElse(0));
    Gradients gradients = optimizer.gradients(pass.total(), active(pass));
    demandFinite("the gradient's norm", gradients.norm());
    return new Backward(losses, gradients);
  }

  private static void demandFinite(String quantity, double value) throws NotFinite {
    if (!Double.isFinite(value)) throw new NotFinite(quantity, value);
  }

  /// The same losses and guesses without learning.
  public BatchLosses evaluate(List<TrainSample> samples) {
    try (Scope scope = model.torch().inference()) {
      return new LossPass(model, objective, samples).losses();
    }
  }

  /// What has a part in this batch's loss: P_φ needs a picture, P_π a sample that is aligned.
  ///
  /// The others keep their weights and moments, as PyTorch does with parameters without gradient.
  private Parameters active(LossPass pass) {
    Parameters active = model.languageParameters();
    if (pass.hasPictures()) {
      active = active.with(model.projectorParameters());
    }
    return pass.isAligned() ? active.with(alignment) : active;
  }

  @Override
  public void close() {
    optimizer.close();
  }
}
