package io.viralstream.journey;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;

/// Waits for what other processes bring about, and names it where it does not come.
final class Waiting {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(100);

  /// Something that may be so by now.
  interface Condition {
    boolean holds() throws Exception;
  }

  private Waiting() {}

  static void until(String what, Condition condition) throws Exception {
    Instant end = Instant.now().plus(LIMIT);
    while (!condition.holds()) {
      if (Instant.now().isAfter(end))
        fail("after " + LIMIT.toSeconds() + " s it is not so: " + what);
      Thread.sleep(LOOK);
    }
  }
}
