package io.viralstream.cli.command;

import io.viralstream.cli.settings.Setting;
import java.util.Arrays;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The root of the command line: it holds the subcommands, and alone it prints the help.
@Command(
    name = "viral",
    description =
        "Evaluates and continually trains multimodal language models with the VIRAL loss, on Kafka.")
public final class Viral implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private Viral() {}

  /// The whole command line over one invocation.
  public static CommandLine commandLine(Invocation invocation) {
    var line = new CommandLine(new Viral());
    line.addSubcommand(new UpCommand(invocation));
    line.addSubcommand(new DemoCommand(invocation));
    line.addSubcommand(new GatewayCommand(invocation));
    line.addSubcommand(new StreamsCommand(invocation));
    line.addSubcommand(TrainCommand.line(invocation));
    line.addSubcommand(new InferCommand(invocation));
    line.addSubcommand(new SinkCommand(invocation));
    line.addSubcommand(new IngestCommand(invocation));
    line.addSubcommand(new EvaluateCommand(invocation));
    line.addSubcommand(new ReplayCommand(invocation));
    line.addSubcommand(new RescoreCommand(invocation));
    line.addSubcommand(new ResultsCommand(invocation));
    line.addSubcommand(new PrequentialCommand(invocation));
    line.addSubcommand(new StatusCommand(invocation));
    line.addSubcommand(deadLetters(invocation));
    line.addSubcommand(new GenerateCommand(invocation));
    line.addSubcommand(new FeaturesCommand(invocation));
    line.addSubcommand(new LossCommand(invocation));
    line.addSubcommand(new AnalyseCommand(invocation));
    line.addSubcommand(new ReportCommand(invocation));
    line.addSubcommand(new InspectCommand(invocation));
    line.addSubcommand(new ExportCommand(invocation));
    line.addSubcommand(new PretrainCommand(invocation));
    line.addSubcommand(new VersionCommand(invocation));
    line.setExecutionExceptionHandler(new ExceptionExit(invocation.console()));
    line.setUsageHelpAutoWidth(true);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    addHelp(line);
    line.getSubcommands().values().forEach(Viral::addHelpToAll);
    line.getCommandSpec().usageMessage().footer(settings());
    return line;
  }

  /// Options in front of a subcommand hold for it: they are the parent's, and inherited.
  private static CommandLine deadLetters(Invocation invocation) {
    var command = new DeadLettersCommand(invocation);
    var line = new CommandLine(command);
    line.addSubcommand(new ShowDeadLetterCommand(invocation, command));
    line.addSubcommand(new ResendDeadLettersCommand(invocation, command));
    return line;
  }

  private static void addHelpToAll(CommandLine line) {
    addHelp(line);
    line.getSubcommands().values().forEach(Viral::addHelpToAll);
  }

  /// Every command has `--help`, and its help lists the exit codes.
  private static void addHelp(CommandLine line) {
    line.getCommandSpec().addMixin("help", CommandSpec.forAnnotatedObject(new HelpOption()));
    UsageMessageSpec usage = line.getCommandSpec().usageMessage();
    usage.exitCodeListHeading("%nExit codes:%n");
    usage.exitCodeList(ExitCode.MEANINGS);
    HelpLayout.install(line);
  }

  private static String[] settings() {
    Stream<String> keys = Arrays.stream(Setting.values()).map(Viral::described);
    return Stream.concat(Stream.of("", "Environment:"), keys).toArray(String[]::new);
  }

  private static String described(Setting key) {
    String standard = key.standard().isEmpty() ? "" : " (" + key.standard() + ")";
    return "  " + key.name() + standard + "%n      " + key.meaning();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }

  /// `--help`, on every command.
  private static final class HelpOption {
    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Print this help.")
    @SuppressWarnings("UnusedVariable") // picocli prints the help where it is given
    private boolean wanted = false;
  }
}
