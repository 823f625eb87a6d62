package io.viralstream.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.viralstream.cli.report.DeadLetterScreen;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `dead-letters show`: one letter with its context and the record that it holds.
@Command(
    name = "show",
    description = "Shows a dead letter: where it failed and why, and the record that it holds.")
public final class ShowDeadLetterCommand implements Callable<Integer> {
  private final Invocation invocation;
  private final DeadLettersCommand parent;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "ID", description = "Such as train/viral/train-tasks/0/17.")
  private String id = "";

  ShowDeadLetterCommand(Invocation invocation, DeadLettersCommand parent) {
    this.invocation = invocation;
    this.parent = parent;
  }

  @Override
  public Integer call() throws InterruptedException {
    parent.demandNoSelection(spec);
    JsonNode sheet = parent.connect().deadLetter(id);
    invocation.console().result(parent.form(), DeadLetterScreen.text(sheet), sheet);
    return ExitCode.DONE;
  }
}
