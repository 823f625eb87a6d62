package io.viralstream.journey;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;

/// Waits for what other processes bring about, and names it where it does not come.
public final class Waiting {
  /// Only a hang can reach it, on a busy machine too.
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private static final Duration LOOK = Duration.ofMillis(100);

  /// Something that may be so by now.
  public interface Condition {
    boolean holds() throws Exception;
  }

  private Waiting() {}

  public static void until(String what, Condition condition) throws Exception {
    until(what, LIMIT, condition);
  }

  /// @param limit for what takes longer than anything else, or is measured
  public static void until(String what, Duration limit, Condition condition) throws Exception {
    Instant end = Instant.now().plus(limit);
    while (!condition.holds()) {
      if (Instant.now().isAfter(end))
        fail("after " + limit.toSeconds() + " s it is not so: " + what);
      Thread.sleep(LOOK);
    }
  }
}
