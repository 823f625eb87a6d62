package io.viralstream.cli.command;

import io.viralstream.models.generate.ServingOptions;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How a model is asked: the options that `generate` and `features` share.
final class ModelOptions {
  @Option(
      names = "--adapter",
      paramLabel = "DIR",
      description = "A LoRA adapter in PEFT's layout, put beside the weights.")
  private Optional<Path> adapter = Optional.empty();

  @Mixin private PromptStyleOption asked = new PromptStyleOption();

  @Option(
      names = "--preprocess",
      paramLabel = "HOW",
      description = {
        "checkpoint: pictures as its files say; pad: padded to a square,",
        "as in training (default: checkpoint)."
      })
  private ServingOptions.Pictures pictures = ServingOptions.Pictures.CHECKPOINT;

  ServingOptions serving() {
    return new ServingOptions(asked.style(), pictures, adapter);
  }
}
