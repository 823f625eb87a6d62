package io.viralstream.cli.command;

import io.viralstream.cli.console.Console;
import io.viralstream.cli.console.Logging;
import io.viralstream.cli.demo.Demo;
import io.viralstream.cli.demo.DemoPage;
import io.viralstream.cli.demo.DemoReport;
import io.viralstream.cli.demo.DemoSettings;
import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.stack.DataFolder;
import io.viralstream.cli.stack.LocalStack;
import io.viralstream.cli.stack.MemoryWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `demo`: the whole journey on scenes that the project draws itself, told as a table.
@Command(
    name = "demo",
    description = {
      "Starts everything, streams generated scenes, trains with the VIRAL loss, and evaluates",
      "held-out scenes before, during and after. The table is read from ClickHouse. At its end it names",
      "an HTML file with charts, pictures and answers of the first and the last version."
    })
public final class DemoCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Option(names = "--keep", description = "Leave everything up until Ctrl-C.")
  private boolean keep = false;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Fixes scenes and weights (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "The folder of the report (default: a new one for temporary files).")
  private Optional<Path> report = Optional.empty();

  @Mixin private DeviceOption device = new DeviceOption();
  @Mixin private JsonOption json = new JsonOption();

  public DemoCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Invocation asked = device.over(invocation);
    asked.tryDevice();
    var demo = new Demo(DemoSettings.standard(seed), invocation.console(), invocation.pause());
    try (var stop = new StopSignal();
        var folder = DataFolder.temporary();
        var memory = MemoryWatch.start()) {
      Logging.toFile(folder.log(), invocation.logLevel());
      invocation.console().note("starting, data in " + folder.root());
      run(demo, asked.environment(), folder, memory, stop);
    }
    return ExitCode.DONE;
  }

  private void run(
      Demo demo, Environment environment, DataFolder folder, MemoryWatch memory, StopSignal stop)
      throws IOException, InterruptedException {
    Console console = invocation.console();
    try (var stack =
        LocalStack.start(
            demo.plan(folder),
            invocation.installation(),
            environment,
            event -> console.note(event.text()))) {
      var page = new DemoPage(environment, console, reportFolder());
      DemoReport told = demo.run(stack, folder, memory, page);
      String text = keep ? told.textOfRunningStack(stack.endpoints()) : told.text();
      console.result(json.form(), text, told.json());
      memory
          .peaks()
          .forEach((name, bytes) -> console.note("peak " + name + " " + (bytes >> 20) + " MiB"));
      if (keep) {
        console.note("kept up; Ctrl-C stops everything");
        stop.await(stack::demandAlive);
      }
    }
  }

  private Path reportFolder() throws IOException {
    return report.isPresent()
        ? Files.createDirectories(report.get())
        : Files.createTempDirectory("viralstream-report-");
  }
}
