package io.viralstream.models.learn;

/// The learning rate of each step; all schedules rise linearly over their warm-up.
public sealed interface LearningRate {
  /// Peak rate.
  double peak();

  /// Steps until the peak is reached; may end between two steps.
  double warmUp();

  /// Stays at its peak.
  record Constant(double peak, double warmUp) implements LearningRate {
    public Constant {
      check(peak, warmUp);
    }
  }

  /// Falls along half a cosine to 0 at step `total`, and stays there.
  record Cosine(double peak, double warmUp, long total) implements LearningRate {
    public Cosine {
      check(peak, warmUp);
      if (total <= warmUp) {
        throw new IllegalArgumentException("total=" + total + ", expected above warmUp=" + warmUp);
      }
    }
  }

  /// The rate of a step, counted from 0.
  default double at(long step) {
    if (step < warmUp()) {
      return peak() * (step + 1) / warmUp();
    }
    return switch (this) {
      case Constant constant -> constant.peak();
      case Cosine cosine -> cosine.peak() * .5 * (1 + Math.cos(Math.PI * progress(cosine, step)));
    };
  }

  private static double progress(Cosine cosine, long step) {
    return Math.min(1, (step - cosine.warmUp()) / (cosine.total() - cosine.warmUp()));
  }

  private static void check(double peak, double warmUp) {
    if (!(peak > 0) || Double.isInfinite(peak)) {
      throw new IllegalArgumentException("peak=" + peak + ", expected above 0");
    }
    if (!(warmUp >= 0)) {
      throw new IllegalArgumentException("warmUp=" + warmUp + ", expected at least 0");
    }
  }
}
