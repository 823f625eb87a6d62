package io.viralstream.workers.train;

import io.viralstream.models.learn.NotFinite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/// What an optimizer step changes: the weights of one arm, behind an interface so that the flow of
/// samples is tested without a model.
public interface Learner extends AutoCloseable {
  /// What a step showed, measured in the forward pass before its update (prequential).
  ///
  /// @param lm L_LM of the batch (equation 2)
  /// @param vra L_VRA of the batch (equation 7), absent where no sample had one
  /// @param total L_LM + λ L_VRA (equation 6)
  /// @param gradientNorm before clipping
  /// @param gridMismatches samples left out of L_VRA because the teacher's grid differs
  /// @param samples one result for each sample, in the batch's order
  record Outcome(
      double lm,
      OptionalDouble vra,
      double total,
      double learningRate,
      double gradientNorm,
      int gridMismatches,
      List<SampleOutcome> samples) {}

  /// The part of one sample.
  ///
  /// @param exactTurns turns whose answer tokens were all the most likely ones
  record SampleOutcome(
      double lm, OptionalDouble vra, int answerTokens, int turns, int exactTurns) {}

  /// Learns one batch.
  ///
  /// @param step number of this step, from 1
  /// @throws NotFinite where a loss or the gradient is not; nothing is updated then
  Outcome step(long step, List<PreparedSample> batch) throws NotFinite;

  /// Goes through a step with one sample alone, all but the update: nothing is learnt.
  ///
  /// @throws NotFinite where its loss or gradient is not
  void rehearse(PreparedSample sample) throws NotFinite;

  /// Writes all that resuming to the same bits needs into an empty directory, each file flushed.
  void writeTo(Path directory) throws IOException;

  @Override
  void close();
}
