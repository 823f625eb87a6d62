package io.viralstream.cli.command;

import io.viralstream.cli.console.Logging;
import io.viralstream.cli.health.HealthService;
import io.viralstream.cli.role.Bootstrap;
import io.viralstream.cli.role.BrokerWatch;
import io.viralstream.cli.role.Cluster;
import io.viralstream.cli.role.Role;
import io.viralstream.cli.role.RunningJvm;
import io.viralstream.cli.role.TorchRuntime;
import io.viralstream.cli.role.WaitFor;
import io.viralstream.cli.settings.Environment;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One role in this process until it is asked to stop; the first one to start makes topics and
/// schemas.
final class RoleRun {
  private static final Logger LOG = LoggerFactory.getLogger(RoleRun.class);

  private RoleRun() {}

  /// For a role that computes: whether it can is found out before it waits for anything.
  static int onDevice(Invocation invocation, Start start) throws IOException, InterruptedException {
    TorchRuntime.demandDevice(invocation.environment());
    return of(invocation, start);
  }

  static int of(Invocation invocation, Start start) throws IOException, InterruptedException {
    Environment environment = invocation.environment();
    var cluster = Cluster.of(environment);
    Logging.toErrors(invocation.logLevel());
    LOG.info(RunningJvm.here().event());
    try (var stop = new StopSignal();
        var watched = HealthService.of(cluster, environment)) {
      WaitFor.run("Kafka", () -> Bootstrap.topics(cluster, environment));
      WaitFor.run("the schema registry", () -> Bootstrap.schemas(cluster));
      try (Role role = start.start(cluster, environment);
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
      case Role.State.Failed(var reason) ->
          throw CommandFailure.failed(role.name() + ": " + reason);
      case Role.State.Refused(var reason) -> throw CommandFailure.refused(reason);
      case Role.State.Ready() -> {}
      case Role.State.Waiting() -> {}
    }
  }

  /// How one role is started against a cluster.
  @FunctionalInterface
  interface Start {
    /// Returns once the role runs; it may still wait for its first work.
    Role start(Cluster cluster, Environment environment) throws IOException, InterruptedException;
  }
}
