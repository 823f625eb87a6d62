package io.viralstream.cli.role;

import io.micrometer.core.instrument.MeterRegistry;

/// A role that runs until it is closed.
public interface Role extends AutoCloseable {
  String name();

  State state();

  /// Registers figures of its own, which most roles do not have.
  default void measure(MeterRegistry registry) {}

  /// Stops in order: what was begun is finished or left so that another takes it up.
  @Override
  void close();

  /// How a role is.
  sealed interface State {
    /// It begins, or waits for a component.
    record Waiting() implements State {}

    /// It does its work.
    record Ready() implements State {}

    /// It must not do what it was asked for; started again in the same way it is refused again.
    record Refused(String reason) implements State {}

    /// It ended by itself and will not come back.
    record Failed(String reason) implements State {}

    static State ready(boolean ready) {
      return ready ? new Ready() : new Waiting();
    }
  }
}
