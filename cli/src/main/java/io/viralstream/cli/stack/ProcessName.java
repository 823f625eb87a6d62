package io.viralstream.cli.stack;

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

  static String of(ProcessHandle process) {
    return of(process.info().arguments().map(List::of).orElse(List.of()));
  }

  static String of(List<String> arguments) {
    return NAMES.entrySet().stream()
        .filter(known -> arguments.stream().anyMatch(argument -> argument.endsWith(known.getKey())))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("other");
  }
}
