package io.viralstream.models.learn;

import java.util.List;
import java.util.OptionalDouble;

/// What a step's forward pass, made before its update, says of one sample.
///
/// @param languageLoss mean of −log p over the sample's answer tokens
/// @param answerTokens their number
/// @param alignmentLoss L_VRA, for a sample that is aligned
/// @param exactTurns for each turn whether every answer token is the argmax: what greedy decoding
///   would have answered
public record SampleResult(
    double languageLoss, int answerTokens, OptionalDouble alignmentLoss, List<Boolean> exactTurns) {
  public SampleResult {
    exactTurns = List.copyOf(exactTurns);
  }

  /// Whether all turns are exact.
  public boolean exact() {
    return exactTurns.stream().allMatch(turn -> turn);
  }
}
