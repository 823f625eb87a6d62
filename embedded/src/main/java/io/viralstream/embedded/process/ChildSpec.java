package io.viralstream.embedded.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What to run as a child, where it writes, and how to tell that it works.
///
/// @param name the component's name as events and errors say it, e.g. `kafka`
/// @param command the program and its arguments, passed on without a shell
/// @param directory the working directory; created if missing
/// @param log the file that takes the child's output; appended to
/// @param health answers whether the child is ready for work
/// @param limits how long it may take to start and to stop
public record ChildSpec(
    String name,
    List<String> command,
    Path directory,
    Path log,
    HealthCheck health,
    Limits limits) {

  public ChildSpec {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name is blank, expected the component's name");
    }
    command = List.copyOf(command);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("command of " + name + " is empty, expected a program");
    }
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
}
