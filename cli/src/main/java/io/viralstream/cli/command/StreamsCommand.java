package io.viralstream.cli.command;

import io.viralstream.cli.role.RunningStreams;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `streams`: the role of steps 2 and 5, against the components that the environment names.
@Command(name = "streams", description = "Routes samples, expands evaluations, scores answers.")
public final class StreamsCommand implements Callable<Integer> {
  private final Invocation invocation;

  public StreamsCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return RoleRun.of(invocation, RunningStreams::start);
  }
}
