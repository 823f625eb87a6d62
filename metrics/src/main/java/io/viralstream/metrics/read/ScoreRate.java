package io.viralstream.metrics.read;

import java.time.Duration;

/// How fast answers were scored.
///
/// @param time from the first score to the last
public record ScoreRate(long scores, Duration time) {

  /// 0 where fewer than two scores span no time.
  public double perSecond() {
    return time.isZero() ? 0 : scores * 1000.0 / time.toMillis();
  }
}
