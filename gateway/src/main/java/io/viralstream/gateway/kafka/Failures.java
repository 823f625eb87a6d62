package io.viralstream.gateway.kafka;

import java.time.Duration;
import java.util.Optional;

/// How often in a row something that is begun again has failed: how long to wait before the next
/// time, and whether trying again still promises anything.
///
/// An expired credential is renewed within a minute by those who renew it at all; five failures
/// with doubling pauses take a quarter of that. It goes on trying either way, since nobody may be
/// there to start the process again.
final class Failures {
  private static final int MANY = 5;
  private static final int DOUBLINGS = 6;

  /// Turns that went well until what was before is forgotten: a minute of silence, at half a second
  /// each. A consumer that may not read has a turn or two without an error.
  private static final int PROVEN = 120;

  private final Duration first;
  private int inARow;
  private int well;
  private volatile Optional<String> fault = Optional.empty();

  /// @param first the pause after the first failure
  Failures(Duration first) {
    this.first = first;
  }

  void failed(Throwable failure) {
    inARow++;
    well = 0;
    // The class alone: messages name hosts and files.
    if (inARow >= MANY) fault = Optional.of(failure.getClass().getSimpleName());
  }

  void wentWell() {
    if (inARow == 0 || ++well < PROVEN) return;
    inARow = 0;
    fault = Optional.empty();
  }

  int inARow() {
    return inARow;
  }

  Duration pause() {
    return first.multipliedBy(1L << Math.clamp(inARow - 1, 0, DOUBLINGS));
  }

  /// The last failure, where there were many in a row; for any thread.
  Optional<String> fault() {
    return fault;
  }
}
