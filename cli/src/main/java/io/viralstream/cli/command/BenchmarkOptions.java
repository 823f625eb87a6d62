package io.viralstream.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.benchmark.BenchmarkUpload;
import io.viralstream.cli.benchmark.BenchmarkUpload.Registration;
import io.viralstream.cli.benchmark.QuestionFile;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.console.Console.Form;
import io.viralstream.cli.feed.ImageFolder;
import io.viralstream.scoring.BenchmarkRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// `--benchmark` and what belongs to it: registers and seals a question file.
final class BenchmarkOptions {
  @Option(
      names = "--benchmark",
      paramLabel = "NAME",
      description = "Register and seal a question file under this name.")
  private Optional<String> name = Optional.empty();

  @Option(names = "--watch", description = "Evaluate every checkpoint of every arm on it.")
  private boolean watched = false;

  @Option(
      names = "--rule",
      paramLabel = "RULE",
      defaultValue = "generic",
      converter = RuleByName.class,
      completionCandidates = RuleByName.Names.class,
      description = "How answers are scored: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private BenchmarkRule rule = BenchmarkRule.GENERIC;

  boolean wanted() {
    return name.isPresent();
  }

  /// Registers the file and says what became of it.
  int register(Path file, ImageFolder images, Gateway gateway, Invocation invocation, Form form)
      throws IOException, InterruptedException {
    Console console = invocation.console();
    var benchmark = new Registration(name.orElseThrow(), watched, rule);
    QuestionFile.Contents contents =
        new BenchmarkUpload(gateway, invocation.pause(), console).register(file, images, benchmark);
    report(benchmark.name(), contents, console, form);
    return ExitCode.DONE;
  }

  private void report(
      String benchmark, QuestionFile.Contents contents, Console console, Form form) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("benchmark", benchmark)
            .put("version", contents.version())
            .put("items", contents.items())
            .put("watched", watched);
    console.result(
        form,
        "sealed " + benchmark + "@" + contents.version() + " items " + contents.items(),
        json);
  }
}
