package io.viralstream.cli.command;

import io.viralstream.cli.role.ServedModel;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// `--model` and `--model-name` of commands that serve a checkpoint as it is.
final class ServedModelOptions {
  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = {
        "A checkpoint to answer with: a LLaVA or a language model as published, or one of ours.",
        "It becomes version NAME-0-HASH and is read where it lies: every infer worker must see it",
        "there."
      })
  private Optional<Path> model = Optional.empty();

  @Option(
      names = "--model-name",
      paramLabel = "NAME",
      description = "What it is called (default: as its folder is).")
  private Optional<String> name = Optional.empty();

  /// The directory, if any is named.
  Optional<Path> directory() {
    return model;
  }

  /// Whether it is called otherwise than its folder.
  boolean isNamed() {
    return name.isPresent();
  }

  /// @throws IllegalArgumentException where the name is none
  Optional<ServedModel> served() {
    if (model.isEmpty() && name.isPresent())
      throw new IllegalArgumentException("--model-name belongs to --model");
    return model.map(directory -> ServedModel.of(directory, name));
  }
}
