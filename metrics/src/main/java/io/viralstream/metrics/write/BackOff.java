package io.viralstream.metrics.write;

import java.time.Duration;
import java.time.Instant;

/// How long to leave a failing server alone: doubling from the first wait to the longest.
final class BackOff {
  private final Duration first;
  private final Duration longest;
  private Duration next;
  private Instant until = Instant.MIN;

  BackOff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    this.next = first;
  }

  boolean waiting(Instant now) {
    return now.isBefore(until);
  }

  void failed(Instant now) {
    until = now.plus(next);
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(longest) > 0 ? longest : doubled;
  }

  void succeeded() {
    next = first;
    until = Instant.MIN;
  }
}
