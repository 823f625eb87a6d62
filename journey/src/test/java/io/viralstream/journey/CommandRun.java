package io.viralstream.journey;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.viralstream.cli.client.Pause;
import io.viralstream.cli.command.Invocation;
import io.viralstream.cli.command.Viral;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.settings.Environment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine;

/// What one run of the command line came to.
record CommandRun(int code, String out) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static CommandRun run(String... arguments) {
    var out = new ByteArrayOutputStream();
    int code = commandLine(out).execute(arguments);
    return new CommandRun(code, out.toString(UTF_8));
  }

  /// The command line in an empty environment.
  static CommandLine commandLine(ByteArrayOutputStream out) {
    var console =
        new Console(
            new PrintStream(out, true, UTF_8),
            new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
            false,
            InstantSource.system());
    var nowhere = Path.of(".");
    return Viral.commandLine(
        new Invocation(Environment.of(Map.of()), console, nowhere, nowhere, Pause.real()));
  }

  /// The object that `--json` prints last.
  JsonNode json() throws IOException {
    return JSON.readTree(out.lines().reduce("", (before, line) -> line));
  }
}
