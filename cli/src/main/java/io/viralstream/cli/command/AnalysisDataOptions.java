package io.viralstream.cli.command;

import io.viralstream.cli.analysis.AnalysisData;
import io.viralstream.cli.analysis.AnalysisRefused;
import io.viralstream.cli.analysis.BenchmarkItems;
import io.viralstream.cli.analysis.GeneratedScenes;
import io.viralstream.cli.analysis.PictureFolder;
import io.viralstream.cli.client.Gateway;
import io.viralstream.gateway.benchmarks.VersionName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// Which pictures an analysis looks at, and what is asked about them.
final class AnalysisDataOptions {
  @Option(
      names = "--images",
      paramLabel = "DIR",
      description = "All PNG and JPEG files below this folder.")
  private Optional<Path> images = Optional.empty();

  @Option(
      names = "--scenes",
      paramLabel = "N",
      description = {
        "Generated scenes in their place, whose patches' colours, shapes and places are known: those",
        "that no model is trained on."
      })
  private Optional<Integer> scenes = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the generated scenes (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--benchmark",
      paramLabel = "NAME",
      description = {
        "The questions and pictures of a benchmark of the stack in their place: NAME, or",
        "NAME@VERSION."
      })
  private Optional<String> benchmark = Optional.empty();

  @Option(
      names = "--items",
      paramLabel = "N",
      description = "The first N questions of the benchmark by their ids (default: all).")
  private Optional<Integer> items = Optional.empty();

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      description = "What is asked about each picture (default: ${DEFAULT-VALUE}).")
  private String prompt = "Describe the image.";

  /// @throws AnalysisRefused where options do not fit each other
  AnalysisData data(StackOptions stack, Invocation invocation)
      throws IOException, InterruptedException {
    long named = Stream.of(images, scenes, benchmark).filter(Optional::isPresent).count();
    if (named != 1) throw new AnalysisRefused("expected one of --images, --scenes, --benchmark");
    if (items.isPresent() && benchmark.isEmpty())
      throw new AnalysisRefused("--items belongs to --benchmark");
    if (images.isPresent()) return PictureFolder.of(images.get(), prompt);
    if (benchmark.isPresent()) return questions(benchmark.get(), stack, invocation);
    int count = scenes.orElseThrow();
    require(count, "--scenes");
    return new GeneratedScenes(prompt, count, seed);
  }

  private static void require(int count, String option) {
    if (count < 1 || count > PictureFolder.MOST)
      throw new AnalysisRefused(option + "=" + count + ", expected 1 to " + PictureFolder.MOST);
  }

  private AnalysisData questions(String reference, StackOptions stack, Invocation invocation)
      throws IOException, InterruptedException {
    if (!stack.isNamed())
      throw new AnalysisRefused("--benchmark=" + reference + ": name its stack with --data");
    int most = items.orElse(PictureFolder.MOST);
    require(most, "--items");
    VersionName version = version(reference, stack.connect(invocation));
    return BenchmarkItems.open(stack.log(invocation), version, most);
  }

  /// A bare name means the newest version.
  private static VersionName version(String reference, Gateway gateway)
      throws InterruptedException {
    return gateway
        .benchmark(reference)
        .map(each -> new VersionName(each.name(), each.version()))
        .orElseThrow(() ->
            new AnalysisRefused("--benchmark=" + reference + ", expected a sealed benchmark"));
  }
}
