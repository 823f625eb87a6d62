package io.viralstream.cli.health;

import io.viralstream.cli.role.Role;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/// Whether the roles of this process live and do their work, from their states and from whether
/// Kafka answers: every role ends at Kafka, and most do not notice at once that it is away.
///
/// Safe for use by several threads.
public final class RoleHealth {
  private final Supplier<Optional<String>> kafka;
  private final List<Role> roles = new CopyOnWriteArrayList<>();

  /// @param kafka what is wrong with Kafka, empty where it answers; may block for a moment
  public RoleHealth(Supplier<Optional<String>> kafka) {
    this.kafka = kafka;
  }

  /// From now on the role speaks for the process too; until the first does, the process starts.
  public void watch(Role started) {
    roles.add(started);
  }

  /// Why the process should be replaced; empty while it lives, which a starting one does.
  Optional<String> dead() {
    return first(RoleHealth::end);
  }

  /// Why no work is done; empty where it is.
  Optional<String> idle() {
    if (roles.isEmpty()) return Optional.of("starting");
    Optional<String> fault = first(RoleHealth::fault);
    return fault.isPresent() ? fault : kafka.get().map(reason -> "kafka: " + reason);
  }

  private Optional<String> first(Function<Role, Optional<String>> looked) {
    return roles.stream().map(looked).flatMap(Optional::stream).findFirst();
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
