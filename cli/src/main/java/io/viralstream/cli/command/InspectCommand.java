package io.viralstream.cli.command;

import io.viralstream.cli.checkpoint.InspectionReport;
import io.viralstream.cli.checkpoint.TrainingMemoryReport;
import io.viralstream.models.published.Inspection;
import io.viralstream.models.published.Serving;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `inspect`: what a checkpoint directory is, what it needs, and all that is wrong with it.
@Command(
    name = "inspect",
    description = {
      "Says what a checkpoint directory is, how it is asked, what memory it needs, and all that",
      "is wrong with it. Ends with 0 where `generate` and `up` can serve it, or where `features`",
      "can load it as an encoder or a teacher; else with 4. No weights are loaded."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./viral inspect llava-1.5-7b-hf",
      "  ./viral inspect llava-1.5-7b-hf --context 1024",
      "  ./viral inspect llava-1.5-7b-hf --recipe stage2 --teacher dinov2-base",
      "  ./viral inspect dinov2-base --json"
    })
public final class InspectCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "The checkpoint's directory.")
  private Path directory = Path.of("");

  @Option(
      names = "--context",
      paramLabel = "N",
      description = "Tell the memory for one sequence of N positions (default: the model's most).")
  private Optional<Integer> context = Optional.empty();

  @Mixin private DeviceOption device = new DeviceOption();
  @Mixin private WeightsOption weights = new WeightsOption();

  @Mixin private TrainingMemoryOptions training = new TrainingMemoryOptions();

  @Mixin private JsonOption json = new JsonOption();

  public InspectCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException {
    if (context.isPresent() && context.get() < 1) throw wrong(", expected 1 or more");
    demandSense();
    try (Torch torch = weights.over(device.over(invocation)).torch()) {
      var found = Inspection.of(torch, directory);
      found.serving().ifPresent(this::demandRoom);
      var report = new InspectionReport(found, context, training(torch, found));
      invocation.console().result(json.form(), report.text(), report.json());
      return found.problems().isEmpty() ? ExitCode.DONE : ExitCode.REFUSED;
    }
  }

  private void demandSense() {
    try {
      training.demandSense();
    } catch (IllegalArgumentException bad) {
      throw wrong(bad);
    }
  }

  private Optional<TrainingMemoryReport> training(Torch torch, Inspection found)
      throws IOException {
    if (found.serving().isEmpty()) return Optional.empty();
    try {
      return training.report(torch, found, found.serving().get());
    } catch (IllegalArgumentException bad) {
      throw wrong(bad);
    }
  }

  private ParameterException wrong(IllegalArgumentException bad) {
    return new ParameterException(spec.commandLine(), String.valueOf(bad.getMessage()), bad);
  }

  private void demandRoom(Serving serving) {
    if (context.isPresent() && context.get() > serving.context())
      throw wrong(", the model has " + serving.context() + " positions");
  }

  private ParameterException wrong(String reason) {
    return new ParameterException(spec.commandLine(), "--context=" + context.orElse(0) + reason);
  }
}
