package io.viralstream.cli.stack;

import io.viralstream.cli.role.Role;
import java.time.Duration;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The roles of a stack as one: waited for together, closed in reverse order of their start.
final class Roles implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Roles.class);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Deque<Role> roles = new ConcurrentLinkedDeque<>();

  void add(Role role) {
    roles.addFirst(role);
    LOG.info("role started name={}", role.name());
  }

  /// @throws IllegalStateException naming those that are not ready in time
  void awaitReady(Duration timeout) throws InterruptedException {
    for (long look = 0; look < timeout.dividedBy(LOOK); look++) {
      if (roles.stream().allMatch(Roles::ready)) return;
      Thread.sleep(LOOK);
    }
    Stream<String> waiting = roles.stream().filter(role -> !ready(role)).map(Role::name);
    throw new IllegalStateException(
        "not ready in time: " + waiting.collect(Collectors.joining(", ")));
  }

  /// @throws IllegalStateException where the role ended by itself
  private static boolean ready(Role role) {
    return switch (role.state()) {
      case Role.State.Ready() -> true;
      case Role.State.Waiting() -> false;
      case Role.State.Failed(var reason) ->
          throw new IllegalStateException(role.name() + " failed: " + reason);
      case Role.State.Refused(var reason) -> throw new IllegalStateException(reason);
    };
  }

  /// Why a role does no work, where that is so.
  Optional<String> waiting(String name) {
    return roles.stream()
        .filter(role -> role.name().equals(name) && role.state() instanceof Role.State.Waiting)
        .map(role -> "waits for a component; the log says which")
        .findFirst();
  }

  /// @throws IllegalStateException where a role has ended by itself
  void demandAlive() {
    roles.forEach(Roles::ready);
  }

  /// A role that fails to close must not keep the others open.
  @Override
  public void close() {
    for (Role role : roles) {
      try {
        role.close();
        LOG.info("role stopped name={}", role.name());
      } catch (RuntimeException e) {
        LOG.warn("role stopped badly name={}", role.name(), e);
      }
    }
    roles.clear();
  }
}
