package io.viralstream.cli.client;

import java.time.Duration;

/// Waiting, which tests do without.
@FunctionalInterface
public interface Pause {
  void pause(Duration time) throws InterruptedException;

  static Pause real() {
    return Thread::sleep;
  }
}
