package io.viralstream.cli.demo;

import io.viralstream.cli.analysis.AnalysedModels;
import io.viralstream.cli.analysis.AnalysedModels.Named;
import io.viralstream.cli.analysis.StackLog;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.page.ChartUnavailable;
import io.viralstream.cli.page.ReportRun;
import io.viralstream.cli.role.BaseFolders;
import io.viralstream.cli.role.Cluster;
import io.viralstream.cli.role.TorchRuntime;
import io.viralstream.cli.settings.Environment;
import io.viralstream.models.checkpoint.CheckpointStore;
import io.viralstream.models.checkpoint.DefaultModel;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.text.PromptStyle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes the report of a demo: the version that covers the stream's end beside the one that the
/// arm started from.
///
/// @param out the folder of the report
public record DemoPage(Environment environment, Console console, Path out) {
  private static final int ITEMS = 24;
  private static final int SCENES = 45;

  /// @param versions the later one first
  /// @return the page; empty where this machine can draw no charts, which is said
  Optional<Path> write(Gateway gateway, Cluster cluster, Path checkpoints, List<String> versions)
      throws IOException, InterruptedException {
    List<Named> named = new ArrayList<>();
    for (String version : versions) {
      Path directory =
          CheckpointStore.place(checkpoints, version)
              .orElseThrow(() -> new IllegalStateException(version + " is no version"));
      named.add(new Named(directory, version, Optional.empty()));
    }
    Path teacher = DefaultModel.in(checkpoints.resolve("base")).path();
    try (Torch torch = TorchRuntime.open(environment);
        AnalysedModels models =
            AnalysedModels.open(
                BaseFolders.opener(torch, environment),
                named,
                Optional.of(teacher),
                PromptStyle.TEMPLATE)) {
      var request =
          new ReportRun.Request(
              DemoRun.BENCHMARK, ITEMS, SCENES, out, List.of("./viral demo --report DIR"));
      var log = new StackLog(cluster.kafka(), cluster.registry());
      return Optional.of(new ReportRun(gateway, log, console).write(request, torch, models));
    } catch (ChartUnavailable noFonts) {
      console.note("no report: " + noFonts.getMessage());
      return Optional.empty();
    }
  }
}
