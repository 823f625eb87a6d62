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

  /// Falls from another schedule's rate to 0, as 1 − √x over a share x of `steps`, and stays there.
  ///
  /// ```
  /// step    …   from    from + 1   from + 2   from + 3   from + 4   …      (steps = 4)
  /// share   1      1        .5       .293       .134          0   0
  /// ```
  ///
  /// @param before the schedule until then; a warm-up that is not over goes on beneath the fall
  /// @param from the first step of the fall, counted from 0
  record Decay(LearningRate before, long from, long steps) implements LearningRate {
    public Decay {
      if (from < 0) {
        throw new IllegalArgumentException("from=" + from + ", expected at least 0");
      }
      if (steps < 1) {
        throw new IllegalArgumentException("steps=" + steps + ", expected at least 1");
      }
    }

    @Override
    public double peak() {
      return before.peak();
    }

    @Override
    public double warmUp() {
      return before.warmUp();
    }

    /// The root is rounded alike on every machine, so the rate has the same bits on all.
    private double share(long step) {
      double gone = (double) (step - from) / steps;
      return 1 - Math.sqrt(Math.clamp(gone, 0, 1));
    }
  }

  /// The rate of a step, counted from 0.
  default double at(long step) {
    return switch (this) {
      case Constant constant -> step < constant.warmUp() ? rising(constant, step) : constant.peak();
      case Cosine cosine -> step < cosine.warmUp() ? rising(cosine, step) : falling(cosine, step);
      case Decay decay -> decay.before().at(step) * decay.share(step);
    };
  }

  private static double rising(LearningRate rate, long step) {
    return rate.peak() * (step + 1) / rate.warmUp();
  }

  private static double falling(Cosine cosine, long step) {
    return cosine.peak() * .5 * (1 + Math.cos(Math.PI * progress(cosine, step)));
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
