package io.viralstream.models.learn;

import io.viralstream.models.align.Objective;
import io.viralstream.models.learn.StepResult.BatchLosses;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.tensor.AdamRule;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.List;

/// Trains LM_θ, P_φ and P_π in full on batches of samples; V_ψ and E stay as they are.
///
/// The order within a step: forward, losses and guesses read back (prequential evaluation),
/// backward, clipping of the common norm, AdamW. Nothing in it is random.
///
/// With one thread the same batches from the same state give the same bits. Not for several threads
/// at once.
public final class TrainStep implements AutoCloseable {
  private final VisionLanguageModel model;
  private final Objective objective;
  private final Parameters alignment;
  private final AdamW optimizer;
  private final LearningRate rate;
  private final double clip;
  private long steps;

  /// @param alignment parameters of the objective's projectors, none without
  /// @param clip most that the common L2 norm of all gradients may be
  public TrainStep(
      VisionLanguageModel model,
      Objective objective,
      Parameters alignment,
      AdamRule rule,
      LearningRate rate,
      double clip) {
    if (!(clip > 0)) {
      throw new IllegalArgumentException("clip=" + clip + ", expected above 0");
    }
    this.model = model;
    this.objective = objective;
    this.alignment = alignment;
    this.rate = rate;
    this.clip = clip;
    optimizer = new AdamW(model.torch(), rule, trained().trainable());
  }

  /// The trained parameters: LM_θ, P_φ, P_π.
  public Parameters trained() {
    return model.languageParameters().with(model.projectorParameters()).with(alignment);
  }

  /// The optimizer's state, to be saved with [#trained] and [#steps]; writing into it restores it.
  public Parameters optimizerState() {
    return optimizer.state();
  }

  /// Steps made, including those of a run that was resumed.
  public long steps() {
    return steps;
  }

  /// Goes on after so many steps; the caller has written the trained parameters and the state.
  public void resumeAfter(long stepsMade) {
    if (stepsMade < 0) {
      throw new IllegalArgumentException("steps=" + stepsMade + ", expected at least 0");
    }
    steps = stepsMade;
  }

  /// Learns from a batch: losses and guesses first, then one update.
  ///
  /// @throws NotFinite where a loss or the gradient is not; nothing is updated then
  public StepResult run(List<TrainSample> samples) throws NotFinite {
    try (Scope scope = model.torch().training()) {
      Descent descent = descent(samples);
      double learningRate = rate.at(steps);
      optimizer.update(descent.active(), descent.gradients(), learningRate);
      steps++;
      return new StepResult(steps, learningRate, descent.losses(), descent.norm());
    }
  }

  /// The same without the update, to see whether it could be made.
  ///
  /// @throws NotFinite where a loss or the gradient is not
  public void rehearse(List<TrainSample> samples) throws NotFinite {
    try (Scope scope = model.torch().training()) {
      descent(samples);
    }
  }

  /// Losses and clipped gradients, all finite; lives within the caller's scope.
  private record Descent(
      BatchLosses losses, Parameters active, List<Tensor> gradients, double norm) {}

  private Descent descent(List<TrainSample> samples) throws NotFinite {
    Torch torch = model.torch();
    LossPass pass = new LossPass(model, objective, samples);
    BatchLosses losses = pass.losses();
    demandFinite("the loss L_LM", losses.language());
    demandFinite("the loss L_VRA", losses.alignment().orElse(0));
    Parameters active = active(pass);
    List<Tensor> gradients = torch.gradients(pass.total(), active.tensors());
    double norm = torch.clip(gradients, clip).number();
    demandFinite("the gradient's norm", norm);
    return new Descent(losses, active, gradients, norm);
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
