package io.viralstream.journey.kills;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// One Java process of a company, on this test's class path, that is started again and again.
final class Member implements AutoCloseable {
  private static final List<String> FLAGS =
      List.of(
          "-Xmx320m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Dai.djl.offline=true",
          "-DOPT_OUT_TRACKING=true",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final String name;
  private final List<String> command;
  private final Map<String, String> environment;
  private final Path log;
  private Optional<Process> process = Optional.empty();

  /// @param environment what it has beyond this process's own
  Member(
      String name,
      Class<?> main,
      List<String> arguments,
      Map<String, String> environment,
      Path logs) {
    this.name = name;
    this.environment = environment;
    this.log = logs.resolve(name + ".log");
    this.command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
  }

  String name() {
    return name;
  }

  Path log() {
    return log;
  }

  void start() {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      Files.createDirectories(log.getParent());
      process = Optional.of(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean alive() {
    return process.filter(Process::isAlive).isPresent();
  }

  /// The code of a process that ended by itself.
  Optional<Integer> exit() {
    return process.filter(ended -> !ended.isAlive()).map(Process::exitValue);
  }

  long pid() {
    return process.orElseThrow().pid();
  }

  void kill() {
    process.ifPresent(running -> running.destroyForcibly().onExit().join());
  }

  /// Asks it to end, and kills it where it does not.
  @Override
  public void close() {
    process.ifPresent(running -> {
      running.destroy();
      try {
        if (!running.waitFor(30, TimeUnit.SECONDS)) running.destroyForcibly();
      } catch (InterruptedException e) {
        running.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    });
  }
}
