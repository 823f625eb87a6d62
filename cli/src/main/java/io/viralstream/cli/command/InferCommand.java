package io.viralstream.cli.command;

import io.viralstream.cli.role.RunningInfer;
import io.viralstream.cli.role.ServedModel;
import io.viralstream.cli.role.WorkerTools;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `infer`: the role of step 4, against the components that the environment names.
@Command(
    name = "infer",
    description = "Answers live questions and those of evaluations.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./viral infer",
      "  ./viral infer --model /shared/llava-1.5-7b-hf --model-name llava"
    })
public final class InferCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ServedModelOptions model = new ServedModelOptions();
  @Mixin private DeviceOption device = new DeviceOption();
  @Mixin private WeightsOption weights = new WeightsOption();

  public InferCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<ServedModel> served = served();
    return RoleRun.onDevice(
        weights.over(device.over(invocation)),
        (cluster, environment) ->
            RunningInfer.start(WorkerTools.open(cluster, environment), served));
  }

  private Optional<ServedModel> served() {
    try {
      return model.served();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
