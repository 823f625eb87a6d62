package io.viralstream.cli.command;

import io.viralstream.cli.role.ArmOption;
import io.viralstream.cli.role.ArmText;
import io.viralstream.cli.role.RunningTrain;
import io.viralstream.cli.role.StartChoice;
import io.viralstream.cli.role.WorkerTools;
import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import io.viralstream.workers.train.ArmPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
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

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "The model that the arm starts from (default: VIRAL_MODEL, or the product's).")
  private Optional<Path> model = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "VERSION|DIR",
      description = {
        "With stage1, stage2 or finetune: what the arm goes on from, a version of an earlier arm on",
        "the same model, by its name or folder, or the folder of a LoRA adapter in PEFT's layout",
        "(default: VIRAL_FROM, or the model alone)."
      })
  private Optional<String> from = Optional.empty();

  @Option(names = "--arm", required = true, paramLabel = "NAME", description = "The arm's name.")
  private String name = "";

  @Mixin private DeviceOption device = new DeviceOption();

  private TrainCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  /// The command with an option for everything that may be said about an arm.
  static CommandLine line(Invocation invocation) {
    CommandLine line = new CommandLine(new TrainCommand(invocation));
    for (ArmOption each : ArmOption.values())
      line.getCommandSpec()
          .addOption(
              OptionSpec.builder(each.option())
                  .type(each.type())
                  .paramLabel(each.label())
                  .description(each.meaning())
                  .build());
    return line;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ArmPlan arm = arm();
    Optional<String> start = start();
    return RoleRun.onDevice(
        device.over(invocation),
        (cluster, environment) ->
            RunningTrain.start(WorkerTools.open(cluster, places(environment, start)), arm));
  }

  private Optional<String> start() {
    try {
      return from.map(StartChoice::text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /// Where the arm's model, what it goes on from, and its teacher lie.
  private Environment places(Environment environment, Optional<String> start) {
    Environment placed = environment;
    if (model.isPresent()) placed = placed.with(Setting.VIRAL_MODEL, whole(model.get()));
    if (start.isPresent()) placed = placed.with(Setting.VIRAL_FROM, start.get());
    Optional<String> teacher = teacherDirectory();
    if (teacher.isPresent())
      placed = placed.with(Setting.VIRAL_TEACHER, whole(Path.of(teacher.get())));
    return placed;
  }

  private static String whole(Path directory) {
    return directory.toAbsolutePath().normalize().toString();
  }

  private Optional<String> teacherDirectory() {
    ParseResult given = spec.commandLine().getParseResult();
    if (!given.hasMatchedOption(ArmOption.TEACHER.option())) return Optional.empty();
    String teacher = given.matchedOption(ArmOption.TEACHER.option()).getValue();
    return ArmOption.isTeacherWord(teacher) ? Optional.empty() : Optional.of(teacher);
  }

  private Object value(ParseResult given, ArmOption option) {
    boolean named = option == ArmOption.TEACHER && teacherDirectory().isPresent();
    return named ? ArmOption.namedTeacher() : given.matchedOption(option.option()).getValue();
  }

  /// By way of the form that `up --arm` takes, so that both mean the same.
  private ArmPlan arm() {
    StringJoiner written = new StringJoiner(",").add(name);
    ParseResult given = spec.commandLine().getParseResult();
    for (ArmOption each : ArmOption.values())
      if (given.hasMatchedOption(each.option())) written.add(each.text(value(given, each)));
    try {
      return ArmText.parse(written.toString());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
