package io.viralstream.models.learn;

import io.viralstream.models.align.Objective;
import java.util.List;

/// What the sums of a step are divided by, known before its first backward pass.
///
/// @param answerTokens K, those of all its samples
/// @param aligned M, its samples that L_VRA applies to
record StepCounts(long answerTokens, long aligned) {
  static StepCounts of(Objective objective, List<TrainSample> samples) {
    long tokens = samples.stream().mapToLong(sample -> sample.text().answerTokens()).sum();
    long aligned = samples.stream().filter(TrainSample::isAligned).count();
    return new StepCounts(tokens, objective.aligns() ? aligned : 0);
  }
}
