package io.viralstream.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What a child process is, by the main class or the program that its command line names.
final class ProcessName {
  private static final Map<String, String> NAMES =
      Map.of(
          "BrokerMain", "kafka",
          "quarkus-run.jar", "registry",
          "EngineMain", "clickhouse",
          "WorkersMain", "workers");

  private ProcessName() {}

  /// Read from Linux's own file: Java's view of a command line ends after 4 KiB.
  static String of(ProcessHandle process) {
    try {
      String line = Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
      return of(List.of(line.split("\0")));
    } catch (IOException e) {
      return of(List.of());
    }
  }

  static String of(List<String> arguments) {
    return NAMES.entrySet().stream()
        .filter(known -> arguments.stream().anyMatch(argument -> argument.endsWith(known.getKey())))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("other");
  }
}
