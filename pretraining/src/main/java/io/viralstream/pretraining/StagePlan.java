package io.viralstream.pretraining;

import io.viralstream.models.learn.LearningRate;

/// How long and how fast one stage learns.
///
/// @param steps optimizer steps taken
/// @param horizon steps after which the cosine would reach zero; a stage may stop before
/// @param peakRate learning rate after warm-up
/// @param batch crops or scenes a step
public record StagePlan(int steps, int horizon, double peakRate, int batch) {
  private static final double WARM_UP = 0.03;

  public StagePlan {
    if (steps < 1 || horizon < steps) {
      throw new IllegalArgumentException(
          "steps=" + steps + " horizon=" + horizon + ": 1 <= steps <= horizon");
    }
    if (!(peakRate > 0)) {
      throw new IllegalArgumentException("peakRate=" + peakRate + ": must be above 0");
    }
    if (batch < 1) {
      throw new IllegalArgumentException("batch=" + batch + ": must be at least 1");
    }
  }

  /// A stage that ends where its cosine does.
  static StagePlan whole(int steps, double peakRate, int batch) {
    return new StagePlan(steps, steps, peakRate, batch);
  }

  /// A linear rise, then half a cosine to zero at the horizon.
  LearningRate schedule() {
    return new LearningRate.Cosine(peakRate, Math.max(1, WARM_UP * horizon), horizon);
  }
}
