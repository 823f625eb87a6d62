package io.viralstream.cli.command;

import io.viralstream.cli.deadletter.ResendCounts;
import io.viralstream.cli.deadletter.ResendRun;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `dead-letters resend`: letters go to the step that failed once more, after a fix.
@Command(
    name = "resend",
    description = {
      "Sends dead letters to the step that failed once more: some by ID, or a selection.",
      "A letter is sent once whoever asks; if it fails again it is another letter.",
      "Ends with 0 only when no letter was refused."
    })
public final class ResendDeadLettersCommand implements Callable<Integer> {
  private final Invocation invocation;
  private final DeadLettersCommand parent;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "ID", arity = "0..*", description = "The letters, where some are meant.")
  private List<String> ids = new ArrayList<>();

  @Option(names = "--all", description = "All letters that were not sent again.")
  private boolean all = false;

  @Option(names = "--dry-run", description = "Send nothing; say what would be sent or refused.")
  private boolean dryRun = false;

  @Option(names = "--yes", description = "Needed to send a selection.")
  private boolean yes = false;

  @Mixin private DeadLetterOptions letters = new DeadLetterOptions();

  ResendDeadLettersCommand(Invocation invocation, DeadLettersCommand parent) {
    this.invocation = invocation;
    this.parent = parent;
  }

  @Override
  public Integer call() throws InterruptedException {
    parent.demandNoSelection(spec);
    demandOneWay();
    ResendCounts counts = send();
    invocation.console().result(parent.form(), counts.text(), counts.json());
    return counts.refused() == 0 ? ExitCode.DONE : ExitCode.FAILED;
  }

  private ResendCounts send() throws InterruptedException {
    var run = new ResendRun(parent.connect(), invocation.console(), dryRun);
    return ids.isEmpty() ? run.selection(letters.query()) : run.letters(ids);
  }

  private void demandOneWay() {
    boolean selected = !letters.query().isEmpty();
    if (ids.isEmpty() && !all && !selected)
      throw wrong("expected IDs, --all, or some of --step, --category, --arm, --reason, --since");
    if ((!ids.isEmpty() && (all || selected)) || (all && selected))
      throw wrong("expected one of IDs, --all and a selection, not several");
    if (ids.isEmpty() && !yes && !dryRun)
      throw wrong("nothing was sent: a selection needs --yes; --dry-run says what it would send");
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
