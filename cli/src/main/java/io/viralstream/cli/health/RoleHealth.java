package io.viralstream.cli.health;

import io.viralstream.cli.role.Role;
import java.util.Optional;
import java.util.function.Supplier;

/// Whether the role of this process lives and does its work, from its state and from whether Kafka
/// answers: every role ends at Kafka, and most do not notice at once that it is away.
///
/// Safe for use by several threads.
public final class RoleHealth {
  private final Supplier<Optional<String>> kafka;
  private volatile Optional<Role> role = Optional.empty();

  /// @param kafka what is wrong with Kafka, empty where it answers; may block for a moment
  public RoleHealth(Supplier<Optional<String>> kafka) {
    this.kafka = kafka;
  }

  /// From now on the role speaks for the process; until then it starts.
  public void watch(Role started) {
    role = Optional.of(started);
  }

  /// Why the process should be replaced; empty while it lives, which a starting one does.
  Optional<String> dead() {
    return role.flatMap(RoleHealth::end);
  }

  /// Why no work is done; empty where it is.
  Optional<String> idle() {
    Optional<Role> running = role;
    if (running.isEmpty()) return Optional.of("starting");
    Optional<String> fault = fault(running.get());
    return fault.isPresent() ? fault : kafka.get().map(reason -> "kafka: " + reason);
  }

  private static Optional<String> fault(Role running) {
    return running.state() instanceof Role.State.Waiting
        ? Optional.of(running.name() + " waits for a component or for work to be assigned")
        : end(running);
  }

  private static Optional<String> end(Role running) {
    return switch (running.state()) {
      case Role.State.Ready() -> Optional.empty();
      case Role.State.Waiting() -> Optional.empty();
      case Role.State.Refused(var reason) -> Optional.of(running.name() + " is refused: " + reason);
      case Role.State.Failed(var reason) -> Optional.of(running.name() + " ended: " + reason);
    };
  }
}
