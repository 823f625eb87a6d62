package io.viralstream.cli.command;

import io.viralstream.cli.role.RunningSink;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `sink`: the role of step 7, against the components that the environment names.
@Command(
    name = "sink",
    description = "Stores what the topics tell in ClickHouse, each record once.")
public final class SinkCommand implements Callable<Integer> {
  private final Invocation invocation;

  public SinkCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return RoleRun.of(invocation, RunningSink::start);
  }
}
