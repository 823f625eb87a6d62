package io.viralstream.cli.command;

import io.viralstream.cli.analysis.AnalysedModel;
import io.viralstream.cli.analysis.AnalysisRefused;
import io.viralstream.models.analyse.AnalysisTeacher;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.DirectoryHash;
import io.viralstream.models.generate.LoadedModel;
import io.viralstream.models.generate.ModelOpener;
import io.viralstream.models.generate.ServingOptions;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.text.PromptStyle;
import io.viralstream.schemas.ContentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        "where it has one). With a teacher pictures are padded to squares, as in training."
      })
  private Optional<Path> teacher = Optional.empty();

  @Option(
      names = "--prompt-style",
      paramLabel = "STYLE",
      description = {
        "template: as the checkpoint's chat template says, or as its family is trained;",
        "vicuna, chatml, plain: in that frame (default: template)."
      })
  private PromptStyle style = PromptStyle.TEMPLATE;

  /// A directory and what it is called.
  private record Named(Path directory, String name, Optional<Path> adapter) {}

  /// @param stack the folder of a running stack's checkpoints, if one is named
  /// @throws AnalysisRefused where options do not fit each other
  AnalysedModels open(Invocation invocation, Torch torch, Optional<Path> stack) throws IOException {
    List<Named> named = named(invocation, stack);
    Optional<Path> taught = teacher.or(() -> own(named.getFirst().directory()));
    ModelOpener opener = invocation.models(torch);
    List<AnalysedModel> opened = new ArrayList<>();
    try {
      for (Named each : named) opened.add(open(each, taught, opener));
      return new AnalysedModels(opened, key(taught));
    } catch (IOException | RuntimeException refused) {
      opened.forEach(AnalysedModel::close);
      throw refused;
    }
  }

  private static Optional<Path> own(Path directory) {
    return AnalysisTeacher.isIn(directory) ? Optional.of(directory) : Optional.empty();
  }

  private static String key(Optional<Path> teacher) throws IOException {
    return teacher.isPresent() ? hash(teacher.get()) : "";
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

  private AnalysedModel open(Named named, Optional<Path> taught, ModelOpener opener)
      throws IOException {
    ServingOptions.Pictures pictures =
        taught.isPresent() ? ServingOptions.Pictures.PAD : ServingOptions.Pictures.CHECKPOINT;
    LoadedModel loaded =
        opener.open(named.directory(), new ServingOptions(style, pictures, named.adapter()));
    try {
      if (!loaded.model().takesPictures())
        throw new CheckpointRejected(
            named.name() + ": takes no picture, it is a language model alone");
      Optional<AnalysisTeacher> beside = Optional.empty();
      if (taught.isPresent())
        beside =
            Optional.of(
                AnalysisTeacher.open(
                    loaded.torch(), taught.get(), loaded.model().encoder().view()));
      return new AnalysedModel(named.name(), key(named), loaded, beside);
    } catch (IOException | RuntimeException refused) {
      loaded.close();
      throw refused;
    }
  }

  private String key(Named named) throws IOException {
    List<String> parts = new ArrayList<>(List.of(hash(named.directory()), style.name()));
    if (named.adapter().isPresent()) parts.add(hash(named.adapter().get()));
    return parts.size() == 2 && style == PromptStyle.TEMPLATE
        ? parts.getFirst()
        : ContentId.of("asked model", parts);
  }

  private static String hash(Path directory) throws IOException {
    return DirectoryHash.of(directory);
  }
}
