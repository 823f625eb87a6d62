package io.viralstream.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.viralstream.cli.report.StatusScreen;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `status`: components, lag of each stage, arms, running evaluations and dead letters.
@Command(
    name = "status",
    description = "One screen: components, lag of each stage, arms, evaluations, dead letters.")
public final class StatusCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin private GatewayOption gateway = new GatewayOption();
  @Mixin private JsonOption json = new JsonOption();

  public StatusCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws InterruptedException {
    JsonNode status = gateway.connect(invocation.pause()).status();
    invocation.console().result(json.form(), StatusScreen.text(status), status);
    return ExitCode.DONE;
  }
}
