package io.viralstream.cli.command;

import io.viralstream.cli.role.ArmPlan;
import io.viralstream.cli.role.ArmPlan.TeacherChoice;
import io.viralstream.cli.role.RunningTrain;
import io.viralstream.cli.role.WorkerTools;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
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
  private Optional<Integer> layer = Optional.empty();

  @Option(
      names = "--teacher",
      paramLabel = "WHICH",
      description = "model, self (the student's own encoder) or none (default: model).")
  private Optional<TeacherChoice> teacher = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the alignment projector (default: 1).")
  private Optional<Long> seed = Optional.empty();

  @Option(
      names = "--checkpoint-every",
      paramLabel = "STEPS",
      description = "Steps from one checkpoint to the next (default: 50).")
  private Optional<Integer> every = Optional.empty();

  @Option(
      names = "--width",
      paramLabel = "N",
      description = "Hidden width of the alignment projector (default: 256).")
  private Optional<Integer> width = Optional.empty();

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "Highest learning rate (default: 5e-4).")
  private Optional<Double> rate = Optional.empty();

  @Option(
      names = "--cosine",
      paramLabel = "STEPS",
      description = "Lets a cosine bring the rate to zero in so many steps (default: constant).")
  private Optional<Long> cosine = Optional.empty();

  @Option(
      names = "--warm-up",
      paramLabel = "STEPS",
      description = "Steps in which the rate rises (default: 8).")
  private Optional<Long> warmUp = Optional.empty();

  @Option(names = "--batch", paramLabel = "N", description = "Samples a step (default: 8).")
  private Optional<Integer> batch = Optional.empty();

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

  /// The form that `up --arm` takes, so that both mean the same.
  private ArmPlan arm() {
    var written = new StringJoiner(",").add(name);
    lambda.ifPresent(value -> written.add("lambda=" + value));
    layer.ifPresent(value -> written.add("layer=" + value));
    teacher.ifPresent(value -> written.add("teacher=" + value.name().toLowerCase(Locale.ROOT)));
    seed.ifPresent(value -> written.add("seed=" + value));
    every.ifPresent(value -> written.add("every=" + value));
    width.ifPresent(value -> written.add("width=" + value));
    rate.ifPresent(value -> written.add("rate=" + value));
    cosine.ifPresent(value -> written.add("cosine=" + value));
    warmUp.ifPresent(value -> written.add("warmup=" + value));
    batch.ifPresent(value -> written.add("batch=" + value));
    try {
      return ArmPlan.parse(written.toString());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
