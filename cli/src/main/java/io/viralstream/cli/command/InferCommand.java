package io.viralstream.cli.command;

import io.viralstream.cli.role.RunningInfer;
import io.viralstream.cli.role.WorkerTools;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `infer`: the role of step 4, against the components that the environment names.
@Command(name = "infer", description = "Answers live questions and those of evaluations.")
public final class InferCommand implements Callable<Integer> {
  private final Invocation invocation;

  public InferCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return RoleRun.of(
        invocation,
        (cluster, environment) -> RunningInfer.start(WorkerTools.open(cluster, environment)));
  }
}
