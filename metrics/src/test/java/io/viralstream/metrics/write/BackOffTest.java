package io.viralstream.metrics.write;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BackOffTest {
  private final BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(3));

  @Test
  void doublesUpToItsLimit() {
    backOff.failed(Instant.EPOCH);
    backOff.failed(Instant.EPOCH);
    assertTrue(backOff.waiting(Instant.ofEpochMilli(1_999)));
    assertFalse(backOff.waiting(Instant.ofEpochSecond(2)));

    backOff.failed(Instant.EPOCH);
    assertFalse(backOff.waiting(Instant.ofEpochSecond(3)));
  }

  @Test
  void startsAnewAfterASuccess() {
    backOff.failed(Instant.EPOCH);
    backOff.failed(Instant.EPOCH);
    backOff.succeeded();
    backOff.failed(Instant.EPOCH);

    assertFalse(backOff.waiting(Instant.ofEpochSecond(1)));
  }
}
