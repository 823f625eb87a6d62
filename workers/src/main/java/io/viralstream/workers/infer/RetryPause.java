package io.viralstream.workers.infer;

import java.time.Duration;

/// The pause after a failure of the broker, so that a loop does not spin.
final class RetryPause {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private RetryPause() {}

  static void take() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
