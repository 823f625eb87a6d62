package io.viralstream.models.learn;

import java.util.List;
import java.util.OptionalDouble;

/// One optimizer step, and what its forward pass showed before the update (prequential).
///
/// @param step its number, from 1
/// @param learningRate that the schedule gave it
/// @param losses of its batch, before the update
/// @param gradientNorm before clipping
public record OptimizerStep(
    long step, double learningRate, BatchLosses losses, double gradientNorm) {
  /// The losses of a batch and of its samples.
  ///
  /// @param language L_LM, equation (2): the sum over all answer tokens divided by their number
  /// @param alignment L_VRA, equation (7): the mean over the samples that are aligned, if any is
  /// @param total L_LM + λ L_VRA, equation (6)
  /// @param gridMismatches samples that L_VRA skipped because the teacher's grid is another
  /// @param samples in the order of the batch
  public record BatchLosses(
      double language,
      OptionalDouble alignment,
      double total,
      int gridMismatches,
      List<SampleLosses> samples) {
    public BatchLosses {
      samples = List.copyOf(samples);
    }
  }

  /// The part of one sample.
  ///
  /// @param language mean of −log p over the sample's answer tokens
  /// @param answerTokens their number
  /// @param alignment L_VRA, for a sample that is aligned
  /// @param exactTurns for each turn whether every answer token is the argmax: what greedy decoding
  ///   would have answered
  public record SampleLosses(
      double language, int answerTokens, OptionalDouble alignment, List<Boolean> exactTurns) {
    public SampleLosses {
      exactTurns = List.copyOf(exactTurns);
    }

    /// Whether all turns are exact.
    public boolean exact() {
      return exactTurns.stream().allMatch(turn -> turn);
    }
  }
}
