package io.viralstream.journey.kills;

import io.viralstream.journey.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One process of the journey, started again and again with the same arguments.
final class RestartableProcess implements AutoCloseable {
  private final String name;
  private final Class<?> main;
  private final List<String> arguments;
  private final Map<String, String> environment;
  private final Path logs;
  private Optional<ChildJvm> life = Optional.empty();

  /// @param environment what it has beyond this process's own
  RestartableProcess(
      String name,
      Class<?> main,
      List<String> arguments,
      Map<String, String> environment,
      Path logs) {
    this.name = name;
    this.main = main;
    this.arguments = List.copyOf(arguments);
    this.environment = Map.copyOf(environment);
    this.logs = logs;
  }

  Path log() {
    return logs.resolve(name + ".log");
  }

  void start() throws IOException {
    Files.createDirectories(logs);
    life = Optional.of(ChildJvm.start(logs, name, environment, main, arguments));
  }

  boolean alive() {
    return life.filter(ChildJvm::isAlive).isPresent();
  }

  /// The code of a life that ended by itself.
  Optional<Integer> exit() {
    return life.flatMap(ChildJvm::exit);
  }

  long pid() {
    return life.orElseThrow().pid();
  }

  void kill() throws InterruptedException {
    if (life.isPresent()) life.get().kill();
  }

  /// Asks it to end in order, and kills it where it does not.
  @Override
  public void close() throws InterruptedException {
    if (life.isPresent()) life.get().stop();
  }
}
