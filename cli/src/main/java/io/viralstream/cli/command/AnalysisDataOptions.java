package io.viralstream.cli.command;

import io.viralstream.cli.analysis.AnalysisData;
import io.viralstream.cli.analysis.AnalysisRefused;
import io.viralstream.cli.analysis.GeneratedScenes;
import io.viralstream.cli.analysis.PictureFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
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
      names = "--prompt",
      paramLabel = "TEXT",
      description = "What is asked (default: ${DEFAULT-VALUE}).")
  private String prompt = "Describe the image.";

  AnalysisData data() throws IOException {
    if (images.isPresent() == scenes.isPresent())
      throw new AnalysisRefused("expected either --images or --scenes");
    if (images.isPresent()) return PictureFolder.of(images.get(), prompt);
    int count = scenes.orElseThrow();
    if (count < 1 || count > PictureFolder.MOST)
      throw new AnalysisRefused("--scenes=" + count + ", expected 1 to " + PictureFolder.MOST);
    return new GeneratedScenes(prompt, count, seed);
  }
}
