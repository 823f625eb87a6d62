package io.viralstream.gateway;

import java.time.Duration;

/// How long the gateway waits for what.
///
/// @param ask a live question's answer, before 504
/// @param write an acknowledgement or a transaction, before 503
/// @param scan reading a benchmark's items back for its seal
/// @param comeRound a record of ours being seen by our own catalogue
/// @param probe one component's sign of life
/// @param remembered how long a live question's picture is not written again; its topic keeps it
///   two days
public record Times(
    AskTime ask,
    Duration write,
    Duration scan,
    Duration comeRound,
    Duration probe,
    Duration remembered) {
  private static final Duration LEAST_WRITE = Duration.ofSeconds(2);

  public Times {
    positive("scan", scan);
    positive("comeRound", comeRound);
    positive("probe", probe);
    positive("remembered", remembered);
    if (write.compareTo(LEAST_WRITE) < 0)
      throw new IllegalArgumentException("write=" + write + ", expected at least " + LEAST_WRITE);
  }

  public static Times defaults() {
    return new Times(
        new AskTime(Duration.ofSeconds(10), Duration.ofMillis(250)),
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        Duration.ofSeconds(10),
        Duration.ofSeconds(2),
        Duration.ofHours(12));
  }

  /// As these, with another time for live questions.
  public Times asking(AskTime ask) {
    return new Times(ask, write, scan, comeRound, probe, remembered);
  }

  private static void positive(String key, Duration value) {
    if (value.isNegative() || value.isZero())
      throw new IllegalArgumentException(key + "=" + value + ", expected more than 0");
  }
}
