package io.viralstream.models.learn;

import io.viralstream.models.align.Objective;
import io.viralstream.models.learn.LossPass.Placed;
import io.viralstream.models.learn.Optimizer.Gradients;
import io.viralstream.models.learn.OptimizerStep.BatchLosses;
import io.viralstream.models.learn.StepSettings.Recomputation;
import io.viralstream.models.model.AdapterDropout;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/// Trains the parts of a model that a recipe names on batches of samples; the others stay as they
/// are.
///
/// The order within a step: forward, losses and guesses read back (prequential evaluation),
/// backward, clipping of the common norm, AdamW. Nothing in it is random; what dropout leaves out
/// is a hash of the step's number and the sample's place (docs/method.md §5.2). The figures of a
/// step are those of its own passes, with dropout where there is any; [#evaluate] has none.
///
/// With one thread the same batches from the same state give the same bits. Not for several threads
/// at once.
public final class Trainer implements AutoCloseable {
  private final VisionLanguageModel model;
  private final Objective objective;
  private final TrainedParts parts;
  private final Optimizer optimizer;
  private final StepSettings settings;

  /// All samples of a step in one pass.
  public Trainer(
      VisionLanguageModel model, Objective objective, TrainedParts parts, Optimizer optimizer) {
    this(model, objective, parts, optimizer, StepSettings.plain());
  }

  public Trainer(
      VisionLanguageModel model,
      Objective objective,
      TrainedParts parts,
      Optimizer optimizer,
      Accumulation accumulation) {
    this(model, objective, parts, optimizer, StepSettings.plain().accumulating(accumulation));
  }

  /// @param parts what is trained; has the parameters of the objective's projectors
  /// @param optimizer has each of the parts' parameters in one of its groups; closed with the
  ///   trainer
  public Trainer(
      VisionLanguageModel model,
      Objective objective,
      TrainedParts parts,
      Optimizer optimizer,
      StepSettings settings) {
    this.model = model;
    this.objective = objective;
    this.parts = parts;
    this.optimizer = optimizer;
    this.settings = settings;
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
    StepCounts counts = StepCounts.of(objective, samples);
    List<PassFigures> passes = new ArrayList<>();
    GradientSum step = new GradientSum(model.torch());
    for (List<List<Placed>> shard : settings.accumulation().parts(Placed.all(samples))) {
      GradientSum sum = new GradientSum(model.torch());
      for (List<Placed> part : shard) {
        try (Scope scope = model.torch().training()) {
          LossPass pass =
              new LossPass(model, part, objective, dropout(part), settings.recomputation());
          passes.add(finite(pass.read()));
          sum.add(scope, optimizer.unclipped(pass, counts, parts.active(pass)));
        }
      }
      step.add(sum);
    }
    Gradients gradients = optimizer.clipped(step.byName());
    demandFinite("the gradient's norm", gradients.norm());
    return new Backward(PassFigures.sum(objective, passes), gradients);
  }

  /// Of a pass of the step that comes next.
  private AdapterDropout dropout(List<Placed> part) {
    if (model.adapters().isEmpty()) return AdapterDropout.none();
    List<Integer> places = part.stream().map(Placed::place).toList();
    return settings.dropout().of(optimizer.steps() + 1, places);
  }

  private static PassFigures finite(PassFigures pass) throws NotFinite {
    demandFinite("the loss L_LM", pass.language());
    demandFinite("the loss L_VRA", pass.alignment());
    return pass;
  }

  private static void demandFinite(String quantity, double value) throws NotFinite {
    if (!Double.isFinite(value)) throw new NotFinite(quantity, value);
  }

  /// The same losses and guesses without learning, and without dropout.
  public BatchLosses evaluate(List<TrainSample> samples) {
    List<PassFigures> passes = new ArrayList<>();
    for (List<List<Placed>> shard : settings.accumulation().parts(Placed.all(samples))) {
      for (List<Placed> part : shard) {
        try (Scope scope = model.torch().inference()) {
          passes.add(
              new LossPass(model, part, objective, AdapterDropout.none(), Recomputation.NONE)
                  .read());
        }
      }
    }
    return PassFigures.sum(objective, passes);
  }

  /// The clipped gradients of a step's L_total by name, in the open scope; nothing is updated.
  ///
  /// @throws NotFinite where a loss or the gradient is not
  public SequencedMap<String, Tensor> gradients(List<TrainSample> samples) throws NotFinite {
    return backward(samples).gradients().byName();
  }

  @Override
  public void close() {
    optimizer.close();
  }
}
