package io.viralstream.cli.command;

import io.viralstream.cli.console.Logging;
import io.viralstream.cli.health.Watched;
import io.viralstream.cli.role.Bootstrap;
import io.viralstream.cli.role.BrokerWatch;
import io.viralstream.cli.role.Cluster;
import io.viralstream.cli.role.Role;
import io.viralstream.cli.role.RoleStart;
import io.viralstream.cli.role.RoleState;
import io.viralstream.cli.role.RunningJvm;
import io.viralstream.cli.role.WaitFor;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One role in this process until it is asked to stop; whoever comes first makes topics and
/// schemas.
final class RoleRun {
  private static final Logger LOG = LoggerFactory.getLogger(RoleRun.class);

  private RoleRun() {}

  static int of(Invocation invocation, RoleStart start) throws IOException, InterruptedException {
    var environment = invocation.environment();
    var cluster = Cluster.of(environment);
    Logging.toErrors(invocation.logLevel());
    LOG.info(RunningJvm.here().event());
    try (var stop = new StopSignal();
        var watched = Watched.of(cluster, environment)) {
      WaitFor.run("Kafka", () -> Bootstrap.topics(cluster, environment));
      WaitFor.run("the schema registry", () -> Bootstrap.schemas(cluster));
      try (var role = start.start(cluster, environment);
          var watch = BrokerWatch.start(cluster.kafka(), role.name())) {
        watched.by(role);
        invocation.console().note(role.name() + " runs; Ctrl-C stops it");
        stop.await(() -> demandAlive(role));
      }
    }
    return ExitCode.DONE;
  }

  static void demandAlive(Role role) {
    switch (role.state()) {
      case RoleState.Failed(var reason) -> throw new WorkFailed(role.name() + ": " + reason);
      case RoleState.Refused(var reason) -> throw new WorkRefused(reason);
      case RoleState.Ready() -> {}
      case RoleState.Waiting() -> {}
    }
  }
}
