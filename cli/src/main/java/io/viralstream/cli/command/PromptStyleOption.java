package io.viralstream.cli.command;

import io.viralstream.models.text.PromptStyle;
import picocli.CommandLine.Option;

/// `--prompt-style`: in which frame a model is asked.
final class PromptStyleOption {
  @Option(
      names = "--prompt-style",
      paramLabel = "STYLE",
      description = {
        "template: as the checkpoint's chat template says, or as its family is trained;",
        "vicuna, chatml, plain: in that frame (default: template)."
      })
  private PromptStyle style = PromptStyle.TEMPLATE;

  PromptStyle style() {
    return style;
  }
}
