package io.viralstream.cli.command;

import io.viralstream.cli.client.Pause;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.settings.Environment;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine;

/// What one run of the command line came to: its exit code and both outputs. Nothing waits.
record CommandRun(int code, String out, String err) {

  static CommandRun of(String... arguments) {
    return of(time -> {}, arguments);
  }

  /// @param pause told of every wait
  static CommandRun of(Pause pause, String... arguments) {
    return of(Environment.of(Map.of()), pause, arguments);
  }

  /// @param device what `VIRAL_DEVICE` says
  static CommandRun on(String device, String... arguments) {
    return of(Map.of("VIRAL_DEVICE", device), arguments);
  }

  /// With settings.
  static CommandRun of(Map<String, String> environment, String... arguments) {
    return of(Environment.of(environment), time -> {}, arguments);
  }

  private static CommandRun of(Environment environment, Pause pause, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            InstantSource.system());
    var invocation = new Invocation(environment, console, Path.of("."), Path.of("."), pause);
    CommandLine line = Viral.commandLine(invocation);
    line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    int code = line.execute(arguments);
    return new CommandRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /// The last line of standard output, where `--json` puts its object.
  String last() {
    return out.lines().reduce("", (before, line) -> line);
  }
}
