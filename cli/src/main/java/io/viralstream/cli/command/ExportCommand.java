package io.viralstream.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.console.Progress;
import io.viralstream.cli.role.BaseFolders;
import io.viralstream.models.checkpoint.ElementType;
import io.viralstream.models.published.export.VersionExport;
import io.viralstream.models.tensor.Torch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `export`: a version that an arm trained on a published base, for PEFT or transformers.
@Command(
    name = "export",
    description = {
      "Writes a version that an arm trained on a published base for other programs, without a stack:",
      "its adapter for PEFT, or with --merged the full model for transformers, with a card, and a",
      "chat template and picture settings that ask it as it was trained."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./viral export --version viral-500-0123456789ab --out viral-adapter",
      "  ./viral export --version viral-500-0123456789ab --out viral-7b --merged --dtype bf16"
    })
public final class ExportCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--version",
      paramLabel = "V",
      description = "The model version, such as viral-500-0123456789ab.")
  private Optional<String> version = Optional.empty();

  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      description = "The version's directory, in the place of --version.")
  private Optional<Path> checkpoint = Optional.empty();

  @Option(
      names = "--checkpoints",
      paramLabel = "DIR",
      description = "The folder of all arms' checkpoints (default: VIRAL_CHECKPOINTS).")
  private Optional<Path> checkpoints = Optional.empty();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder to write; it must be empty or not there.")
  private Path out = Path.of("");

  @Option(
      names = "--merged",
      description = "Write the full model, the base with what was trained on it.")
  private boolean merged = false;

  /// Of a merged model's weights.
  private enum WeightType {
    F32(ElementType.F32),
    BF16(ElementType.BF16),
    F16(ElementType.F16);

    private final ElementType stored;

    WeightType(ElementType stored) {
      this.stored = stored;
    }
  }

  @Option(
      names = "--dtype",
      paramLabel = "TYPE",
      description = "f32, bf16 or f16 for the weights of --merged (default: f32).")
  private Optional<WeightType> type = Optional.empty();

  @Mixin private JsonOption json = new JsonOption();

  public ExportCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException {
    if (type.isPresent() && !merged) throw wrong("--dtype belongs to --merged");
    VersionExport export =
        VersionExport.of(directory(), BaseFolders.models(invocation.environment()));
    if (merged) writeMerged(export);
    else export.adapter(out);
    ObjectNode answer =
        JsonNodeFactory.instance
            .objectNode()
            .put("out", out.toString())
            .put("form", merged ? "merged" : "adapter");
    invocation
        .console()
        .result(json.form(), (merged ? "full model in " : "adapter in ") + out, answer);
    return ExitCode.DONE;
  }

  private void writeMerged(VersionExport export) throws IOException {
    try (Torch torch = invocation.torch();
        Progress progress = invocation.console().progress("merge", 100)) {
      export.merged(
          torch,
          type.orElse(WeightType.F32).stored,
          out,
          (done, total) -> progress.at(100 * done / total, (done >> 20) + " MiB"));
    }
  }

  private Path directory() {
    if (version.isPresent() == checkpoint.isPresent())
      throw wrong("expected either --version or --checkpoint");
    if (checkpoint.isPresent() && checkpoints.isPresent())
      throw wrong("--checkpoints belongs to --version");
    return checkpoint.orElseGet(() -> found(version.orElseThrow()));
  }

  private Path found(String named) {
    try {
      return StoredVersions.in(checkpoints, invocation.environment()).directory("--version", named);
    } catch (IllegalArgumentException noName) {
      throw wrong(String.valueOf(noName.getMessage()));
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
