package io.viralstream.cli.command;

import io.viralstream.cli.role.ArmPlan;
import io.viralstream.cli.role.ArmPlan.TeacherChoice;
import io.viralstream.cli.role.RunningTrain;
import io.viralstream.cli.role.WorkerTools;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `train`: the role of step 3 for one arm, against the components that the environment names.
@Command(
    name = "train",
    description = {
      "Trains one arm on the stream; a second worker of the same arm stands by.",
      "An arm keeps its settings: a known one with others is refused."
    })
public final class TrainCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--arm", required = true, paramLabel = "NAME", description = "The arm's name.")
  private String name = "";

  @Option(
      names = "--lambda",
      paramLabel = "L",
      description = "Weight of the alignment loss (default: 0.5; 0 for the arm `baseline`).")
  private Optional<Double> lambda = Optional.empty();

  @Option(
      names = "--layer",
      paramLabel = "N",
      description = "Block whose visual tokens are aligned, from 1 (default: the middle one).")
  private int layer = 0;

  @Option(
      names = "--teacher",
      paramLabel = "WHICH",
      description = "model, self (the student's own encoder) or none (default: model).")
  private Optional<TeacherChoice> teacher = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the alignment projector (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "STEPS",
      description = "Steps from one checkpoint to the next (default: ${DEFAULT-VALUE}).")
  private int every = 50;

  public TrainCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var arm = arm();
    return RoleRun.of(
        invocation,
        (cluster, environment) -> RunningTrain.start(WorkerTools.open(cluster, environment), arm));
  }

  private ArmPlan arm() {
    try {
      var named = ArmPlan.named(name);
      var weighted = lambda.map(named::withLambda).orElse(named);
      return new ArmPlan(
          name, weighted.lambda(), layer, teacher.orElse(weighted.teacher()), seed, every);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
