package io.viralstream.cli.command;

import io.viralstream.cli.role.RunningGateway;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `gateway`: the role of steps 1 and 8, against the components that the environment names.
@Command(
    name = "gateway",
    description = "Takes samples, questions and benchmarks over HTTP and shows results.")
public final class GatewayCommand implements Callable<Integer> {
  private final Invocation invocation;

  public GatewayCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return RoleRun.of(invocation, RunningGateway::start);
  }
}
