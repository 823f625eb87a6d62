package io.viralstream.models.learn;

import java.util.List;
import java.util.OptionalDouble;

/// One optimizer step.
///
/// @param step its number, from 1
/// @param learningRate that it used
/// @param losses of its batch, before the update
/// @param gradientNorm before clipping
public record StepResult(long step, double learningRate, BatchLosses losses, double gradientNorm) {
  /// The losses of a batch and of its samples.
  ///
  /// @param language L_LM: the sum over all answer tokens divided by their number
  /// @param alignment L_VRA: the mean over the samples that are aligned, if any is
  /// @param gridMismatches samples that L_VRA skipped because the teacher's grid is another
  /// @param samples in the order of the batch
  public record BatchLosses(
      double language, OptionalDouble alignment, int gridMismatches, List<SampleResult> samples) {
    public BatchLosses {
      samples = List.copyOf(samples);
    }
  }
}
