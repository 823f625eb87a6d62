package io.viralstream.cli.stack;

import io.viralstream.cli.client.ArmState;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.client.Pause;
import io.viralstream.cli.role.ArmPlan;
import io.viralstream.cli.role.Bootstrap;
import io.viralstream.cli.role.Cluster;
import io.viralstream.cli.role.RunningGateway;
import io.viralstream.cli.role.RunningSink;
import io.viralstream.cli.role.RunningStreams;
import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import io.viralstream.embedded.EmbeddedStack;
import io.viralstream.embedded.process.ChildState;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/// The whole product on one machine: the components and the workers as child processes, the lighter
/// roles in this one.
///
/// Started again on the same data folder it goes on where it was. Closing stops the roles first and
/// then what they stand on.
public final class LocalStack implements AutoCloseable {
  private static final int HIGHEST_PORT = 65_535;
  private static final Duration LOOK = Duration.ofMillis(200);

  private final EmbeddedStack components;
  private final Cluster cluster;
  private final Environment environment;
  private final Roles roles = new Roles();
  private final CompletableFuture<URI> gateway = new CompletableFuture<>();

  private LocalStack(EmbeddedStack components, Environment environment) {
    this.components = components;
    this.environment = environment;
    this.cluster = Cluster.of(environment);
  }

  /// Returns when everything does its work and its addresses are written.
  ///
  /// @throws RuntimeException naming what did not start; everything else is stopped before
  public static LocalStack start(StackPlan plan, Installation installation, Environment given)
      throws IOException, InterruptedException {
    Files.deleteIfExists(plan.data().endpoints());
    int usual = given.integer(Setting.VIRAL_GATEWAY_PORT, 0, HIGHEST_PORT);
    int port = GatewayPort.choose(plan.gatewayPort(), usual);
    var components = EmbeddedStack.start(installation.settings(plan), InstantSource.system());
    var stack = new LocalStack(components, plan.environment(given, components.endpoints(), port));
    try {
      stack.startRoles(plan, installation);
      stack.endpoints().write(plan.data().endpoints());
      return stack;
    } catch (RuntimeException | IOException | InterruptedException e) {
      stack.close();
      throw e;
    }
  }

  private void startRoles(StackPlan plan, Installation installation) throws InterruptedException {
    Together.run(
        List.of(() -> Bootstrap.topics(cluster, environment), () -> Bootstrap.schemas(cluster)));
    Together.run(
        List.of(
            () -> roles.add(WorkersProcess.start(plan, installation, environment)),
            () -> roles.add(RunningStreams.start(cluster, environment)),
            () -> roles.add(RunningSink.start(cluster, environment)),
            this::startGateway));
    roles.awaitReady();
    awaitArms(plan);
  }

  /// An arm can be asked once its first version is published.
  private void awaitArms(StackPlan plan) throws InterruptedException {
    var client = new Gateway(gateway.join(), Pause.real());
    var wanted = plan.arms().stream().map(ArmPlan::name).collect(Collectors.toSet());
    while (!ready(client.arms()).containsAll(wanted)) {
      demandAlive();
      Thread.sleep(LOOK);
    }
  }

  private static Set<String> ready(List<ArmState> arms) {
    return arms.stream().filter(ArmState::ready).map(ArmState::name).collect(Collectors.toSet());
  }

  private void startGateway() {
    var running = RunningGateway.start(cluster, environment);
    roles.add(running);
    gateway.complete(running.address());
  }

  public Cluster cluster() {
    return cluster;
  }

  public Endpoints endpoints() {
    var at = components.endpoints();
    return new Endpoints(gateway.join(), at.clickhouse(), at.kafka(), at.registry());
  }

  /// @throws IllegalStateException naming what has ended by itself
  public void demandAlive() {
    roles.demandAlive();
    for (var child : components.children()) {
      if (child.state() == ChildState.DIED)
        throw new IllegalStateException(
            child.name() + " ended by itself; its log is logs/" + child.name() + ".log");
    }
  }

  @Override
  public void close() {
    roles.close();
    components.close();
  }
}
