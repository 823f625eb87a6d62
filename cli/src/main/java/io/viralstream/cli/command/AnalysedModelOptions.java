package io.viralstream.cli.command;

import io.viralstream.cli.analysis.AnalysedModels;
import io.viralstream.cli.analysis.AnalysedModels.Named;
import io.viralstream.cli.analysis.AnalysisRefused;
import io.viralstream.models.tensor.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which models an analysis looks at, and the teacher that they are compared with.
final class AnalysedModelOptions {
  @Option(names = "--model", paramLabel = "DIR", description = "The checkpoint's directory.")
  private Optional<Path> model = Optional.empty();

  @Option(
      names = "--version",
      paramLabel = "V",
      description = "A version that an arm has trained, in the place of --model.")
  private Optional<String> version = Optional.empty();

  @Option(
      names = "--adapter",
      paramLabel = "DIR",
      description = "A LoRA adapter in PEFT's layout, put beside the weights of --model.")
  private Optional<Path> adapter = Optional.empty();

  @Option(
      names = "--against",
      paramLabel = "DIR|V",
      description = "A second model to look at side by side: a directory, or a version.")
  private Optional<String> against = Optional.empty();

  @Option(
      names = "--checkpoints",
      paramLabel = "DIR",
      description = "The folder of all arms' checkpoints (default: VIRAL_CHECKPOINTS).")
  private Optional<Path> checkpoints = Optional.empty();

  @Option(
      names = "--teacher",
      paramLabel = "DIR",
      description = {
        "A vision model's directory, or a model of ours with its teacher (default: that of --model,",
        "or of the base of --data, where there is one). With a teacher pictures are padded to",
        "squares, as in training."
      })
  private Optional<Path> teacher = Optional.empty();

  @Mixin private PromptStyleOption asked = new PromptStyleOption();

  /// @param stack whose versions are meant, and whose base brings a teacher
  /// @throws AnalysisRefused where options do not fit each other
  AnalysedModels open(Invocation invocation, Torch torch, StackOptions stack) throws IOException {
    Optional<Path> taught = teacher;
    if (taught.isEmpty() && version.isPresent()) taught = stack.teacher();
    List<Named> named = named(invocation, stack.checkpoints());
    return AnalysedModels.open(invocation.models(torch), named, taught, asked.style());
  }

  private List<Named> named(Invocation invocation, Optional<Path> stack) {
    if (model.isPresent() == version.isPresent())
      throw new AnalysisRefused("expected either --model or --version");
    if (adapter.isPresent() && model.isEmpty())
      throw new AnalysisRefused("--adapter belongs to --model");
    StoredVersions versions =
        StoredVersions.in(checkpoints.or(() -> stack), invocation.environment());
    List<Named> named = new ArrayList<>();
    model.ifPresent(directory -> named.add(new Named(directory, name(directory), adapter)));
    version.ifPresent(each -> named.add(version("--version", each, versions)));
    against.ifPresent(each -> named.add(beside(each, versions)));
    return named;
  }

  private static Named version(String option, String version, StoredVersions versions) {
    try {
      return new Named(versions.directory(option, version), version, Optional.empty());
    } catch (IllegalArgumentException noName) {
      throw new AnalysisRefused(String.valueOf(noName.getMessage()));
    }
  }

  private static Named beside(String word, StoredVersions versions) {
    Path directory = Path.of(word);
    return Files.isDirectory(directory)
        ? new Named(directory, name(directory), Optional.empty())
        : version("--against", word, versions);
  }

  private static String name(Path directory) {
    return String.valueOf(directory.toAbsolutePath().normalize().getFileName());
  }
}
