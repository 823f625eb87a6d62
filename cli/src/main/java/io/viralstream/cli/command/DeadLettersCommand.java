package io.viralstream.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.console.Console.Form;
import io.viralstream.cli.report.DeadLetterTable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `dead-letters`: what could not be handled, by step, category and reason.
@Command(
    name = "dead-letters",
    description = {
      "Lists what could not be handled, by step, category and reason, and the newest letters.",
      "`show ID` tells all about one; `resend` sends letters again after a fix."
    })
public final class DeadLettersCommand implements Callable<Integer> {
  private static final int MOST = 500;

  private final Invocation invocation;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Letters to list below the counts (default: ${DEFAULT-VALUE}).")
  private int limit = 20;

  @Mixin private DeadLetterOptions letters = new DeadLetterOptions();
  @Mixin private GatewayOption gateway = new GatewayOption();
  @Mixin private JsonOption json = new JsonOption();

  public DeadLettersCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (limit < 1 || limit > MOST)
      throw new ParameterException(spec.commandLine(), "--limit=" + limit + ", expected 1 to 500");
    JsonNode found = connect().deadLetters(letters.query(), limit);
    invocation.console().result(form(), DeadLetterTable.text(found), found);
    return ExitCode.DONE;
  }

  Gateway connect() {
    return gateway.connect(invocation.pause());
  }

  Form form() {
    return json.form();
  }

  /// A selection in front of a subcommand would be passed over in silence.
  void demandNoSelection(CommandSpec subcommand) {
    if (letters.query().isEmpty()) return;
    throw new ParameterException(
        subcommand.commandLine(),
        "--step, --category, --arm, --reason and --since go behind " + subcommand.name());
  }
}
