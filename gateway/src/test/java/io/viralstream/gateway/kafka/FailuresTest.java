package io.viralstream.gateway.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailuresTest {
  @Test
  void forgetsFailuresOnceItHasFollowedForAWhile() {
    var failures = new Failures(Duration.ofSeconds(1));
    for (int i = 0; i < 5; i++) failures.failed(new IllegalStateException());
    for (int i = 0; i < 119; i++) failures.wentWell();
    assertEquals(Optional.of("IllegalStateException"), failures.fault());
    failures.wentWell();
    assertEquals(Optional.empty(), failures.fault());
  }

  @Test
  void waitsTwiceAsLongAfterEachFailureUpToABound() {
    var failures = new Failures(Duration.ofMillis(500));
    var pauses = new ArrayList<Duration>();
    for (int i = 0; i < 100; i++) {
      failures.failed(new IllegalStateException());
      pauses.add(failures.pause());
    }
    assertEquals(Duration.ofMillis(500), pauses.get(0));
    assertEquals(Duration.ofMillis(1_000), pauses.get(1));
    assertEquals(Duration.ofSeconds(32), pauses.getLast());
  }
}
