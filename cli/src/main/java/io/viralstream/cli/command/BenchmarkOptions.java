package io.viralstream.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.benchmark.BenchmarkUpload;
import io.viralstream.cli.benchmark.BenchmarkUpload.Registration;
import io.viralstream.cli.benchmark.PublishedUpload;
import io.viralstream.cli.benchmark.QuestionFile.Contents;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.console.Console.Form;
import io.viralstream.cli.feed.ImageFolder;
import io.viralstream.datasets.QuestionFiles;
import io.viralstream.datasets.QuestionInput;
import io.viralstream.scoring.BenchmarkRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `--benchmark` and what belongs to it: registers and seals a benchmark's questions.
final class BenchmarkOptions {
  @Option(
      names = "--benchmark",
      paramLabel = "NAME",
      description = "Register and seal the files of a benchmark's questions under this name.")
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

  @Mixin private QuestionOptions questions = new QuestionOptions();

  boolean wanted() {
    return name.isPresent();
  }

  /// Registers the files and says what became of them.
  ///
  /// @param images empty where no folder of pictures was named
  int register(
      List<Path> files,
      Optional<ImageFolder> images,
      Gateway gateway,
      Invocation invocation,
      Form form)
      throws IOException, InterruptedException {
    Console console = invocation.console();
    var benchmark = new Registration(name.orElseThrow(), watched, rule);
    QuestionInput input = questions.input(files);
    Contents contents =
        QuestionFiles.areOwn(rule, input)
            ? new BenchmarkUpload(gateway, invocation.pause(), console)
                .register(files.getFirst(), images.orElse(ImageFolder.none()), benchmark)
            : new PublishedUpload(gateway, invocation.pause(), console)
                .register(input, images, benchmark);
    report(benchmark.name(), contents, console, form);
    return ExitCode.DONE;
  }

  private void report(String benchmark, Contents contents, Console console, Form form) {
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
