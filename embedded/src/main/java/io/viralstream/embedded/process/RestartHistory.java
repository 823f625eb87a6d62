package io.viralstream.embedded.process;

import java.time.Duration;

/// What a child's deaths so far say about its next start.
///
/// With pauses from 500 ms to 5 s, deaths that follow one another closely are answered after 0,
/// 0.5, 1, 2, 4, 5, 5 … seconds.
///
/// @param recent deaths since the last quiet time
/// @param hasty lives in a row that ended before they had settled
record RestartHistory(int recent, int hasty) {

  static final RestartHistory NONE = new RestartHistory(0, 0);

  /// @param life how long the child had been healthy when it died; zero where it never was
  RestartHistory after(Duration life, RestartPolicy policy) {
    boolean quiet = life.compareTo(policy.quiet()) >= 0;
    boolean settled = life.compareTo(policy.settled()) >= 0;
    return new RestartHistory(quiet ? 1 : recent + 1, settled ? 0 : hasty + 1);
  }

  /// @return how long to wait before the next start
  Duration pause(RestartPolicy policy) {
    Duration pause = Duration.ZERO;
    for (int death = 2; death <= recent && pause.compareTo(policy.longest()) < 0; death++) {
      pause = pause.isZero() ? policy.first() : pause.multipliedBy(2);
    }
    return pause.compareTo(policy.longest()) > 0 ? policy.longest() : pause;
  }

  boolean hopeless(RestartPolicy policy) {
    return hasty >= policy.most();
  }
}
