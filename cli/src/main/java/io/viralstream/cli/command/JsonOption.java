package io.viralstream.cli.command;

import io.viralstream.cli.console.Console.Form;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// `--json`: one JSON object as the last line of standard output, everything else on standard
/// error.
final class JsonOption {
  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print one JSON object as the last line of standard output.")
  private boolean json = false;

  Form form() {
    return json ? Form.JSON : Form.TEXT;
  }
}
