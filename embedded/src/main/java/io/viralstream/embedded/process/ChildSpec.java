package io.viralstream.embedded.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What to run as a child, where it writes, and how to tell that it works.
///
/// @param name the component's name as events and errors say it, e.g. `kafka`
/// @param command the program and its arguments, passed on without a shell
/// @param environment all that the child's environment holds beside the locale
/// @param directory the working directory; created if missing
/// @param log the file that takes the child's output; appended to
/// @param health answers whether the child is ready for work
/// @param preparation done before each launch, also of a restart
/// @param limits how long it may take to start and to stop
public record ChildSpec(
    String name,
    List<String> command,
    Map<String, String> environment,
    Path directory,
    Path log,
    HealthCheck health,
    Runnable preparation,
    Limits limits) {

  public ChildSpec {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name is blank, expected the component's name");
    }
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("command of " + name + " is empty, expected a program");
    }
  }

  /// A child that needs no environment and no preparation.
  public ChildSpec(
      String name,
      List<String> command,
      Path directory,
      Path log,
      HealthCheck health,
      Limits limits) {
    this(name, command, Map.of(), directory, log, health, () -> {}, limits);
  }

  /// The same with an environment.
  public ChildSpec withEnvironment(Map<String, String> variables) {
    return new ChildSpec(name, command, variables, directory, log, health, preparation, limits);
  }

  /// The same with something to do before each launch.
  public ChildSpec preparedBy(Runnable work) {
    return new ChildSpec(name, command, environment, directory, log, health, work, limits);
  }

  /// How long a child may take.
  ///
  /// @param start from launch to the first healthy answer
  /// @param stop from SIGTERM to the end of the process; then it is killed
  public record Limits(Duration start, Duration stop) {

    public Limits {
      requirePositive("start", start);
      requirePositive("stop", stop);
    }

    private static void requirePositive(String key, Duration value) {
      if (!value.isPositive()) {
        throw new IllegalArgumentException(key + " limit is " + value + ", expected more than 0");
      }
    }
  }

  /// A question to a component: are you ready for work?
  ///
  /// Must answer within about a second, and answers false while the component still starts; a
  /// refused connection is an ordinary "not yet".
  @FunctionalInterface
  public interface HealthCheck {

    /// @return true once the component does what it is for
    boolean healthy();
  }
}
