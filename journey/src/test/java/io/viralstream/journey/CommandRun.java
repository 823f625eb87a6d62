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

/// What one run of the command line came to.
record CommandRun(int code, String out) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static CommandRun run(String... arguments) {
    var out = new ByteArrayOutputStream();
    var console =
        new Console(
            new PrintStream(out, true, UTF_8),
            new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
            false,
            InstantSource.system());
    var nowhere = Path.of(".");
    var invocation =
        new Invocation(Environment.of(Map.of()), console, nowhere, nowhere, Pause.real());
    int code = Viral.commandLine(invocation).execute(arguments);
    return new CommandRun(code, out.toString(UTF_8));
  }

  /// The object that `--json` prints last.
  JsonNode json() throws IOException {
    return JSON.readTree(out.lines().reduce("", (before, line) -> line));
  }
}
