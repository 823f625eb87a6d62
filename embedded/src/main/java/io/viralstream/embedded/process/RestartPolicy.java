package io.viralstream.embedded.process;

import java.time.Duration;
import java.util.Locale;

/// How soon a child that died by itself is started again, and when that is given up.
///
/// @param first the pause before the second start in a row; the first start has none, later ones
///   double it
/// @param longest the longest pause
/// @param quiet after a healthy life of this length the next death is a first one again
/// @param settled a healthy life shorter than this counts as a start that failed
/// @param most failed starts in a row, after which it is given up
public record RestartPolicy(
    Duration first, Duration longest, Duration quiet, Duration settled, int most) {

  /// For what stores data: it comes back within seconds or something is wrong with the machine.
  public static final RestartPolicy COMPONENT =
      new RestartPolicy(
          Duration.ofMillis(500),
          Duration.ofSeconds(5),
          Duration.ofMinutes(1),
          Duration.ofSeconds(5),
          8);

  public RestartPolicy {
    if (!first.isPositive() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "first=%s longest=%s, expected 0 < first <= longest", first, longest));
    }
    if (settled.isNegative() || quiet.compareTo(settled) < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "settled=%s quiet=%s, expected 0 <= settled <= quiet", settled, quiet));
    }
    if (most < 1) {
      throw new IllegalArgumentException("most=" + most + ", expected at least 1");
    }
  }

  /// The same with another number of failed starts.
  public RestartPolicy givingUpAfter(int failedStarts) {
    return new RestartPolicy(first, longest, quiet, settled, failedStarts);
  }
}
