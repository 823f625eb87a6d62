package io.viralstream.workers.train;

import io.viralstream.models.learn.LearningRate;
import io.viralstream.models.learn.NotFinite;
import io.viralstream.models.learn.OptimizerStep;
import io.viralstream.models.tensor.WeightType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/// What an optimizer step changes: the weights of one arm, behind an interface so that the flow of
/// samples is tested without a model.
public interface Learner extends AutoCloseable {
  /// Learns one batch.
  ///
  /// @param step number of this step, from 1
  /// @throws NotFinite where a loss or the gradient is not; nothing is updated then
  OptimizerStep step(long step, List<PreparedSample> batch) throws NotFinite;

  /// Goes through a step with one sample alone, all but the update: nothing is learnt.
  ///
  /// @throws NotFinite where its loss or gradient is not
  void rehearse(PreparedSample sample) throws NotFinite;

  /// Samples of the largest pass, where a step is cut into passes by the memory that is there.
  default OptionalInt microBatch() {
    return OptionalInt.empty();
  }

  /// Takes the learning rates of the steps to come from another schedule than the arm's.
  void follow(LearningRate schedule);

  /// Writes all that resuming to the same bits needs into an empty directory, each file flushed.
  void writeTo(Path directory) throws IOException;

  @Override
  void close();

  /// Makes the learner of an arm; the caller closes it.
  interface Source {
    /// As the arm starts, before its first step.
    Learner fresh() throws IOException;

    /// As a checkpoint left it, to the same bits.
    Learner resumed(Path checkpoint) throws IOException;

    /// The type of weights that an arm begins with which names none.
    default WeightType usualWeights() {
      return WeightType.F32;
    }

    /// The same for an arm whose type of weights is decided.
    default Source of(ArmSettings decided) {
      return this;
    }
  }
}
