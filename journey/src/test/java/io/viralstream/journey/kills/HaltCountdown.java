package io.viralstream.journey.kills;

import java.util.concurrent.atomic.AtomicInteger;

/// Ends this process without a word when its moment comes for the last time that is allowed.
final class HaltCountdown {
  static final int EXIT = 66;

  private final AtomicInteger left;

  HaltCountdown(int passes) {
    left = new AtomicInteger(passes);
  }

  void pass() {
    if (left.decrementAndGet() <= 0) Runtime.getRuntime().halt(EXIT);
  }
}
