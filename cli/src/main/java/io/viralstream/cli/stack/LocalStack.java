package io.viralstream.cli.stack;

import io.viralstream.cli.client.ArmState;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.client.Pause;
import io.viralstream.cli.role.Bootstrap;
import io.viralstream.cli.role.BrokerWatch;
import io.viralstream.cli.role.Cluster;
import io.viralstream.cli.role.RunningGateway;
import io.viralstream.cli.role.RunningSink;
import io.viralstream.cli.role.RunningStreams;
import io.viralstream.cli.role.ServedModel;
import io.viralstream.cli.role.TorchRuntime;
import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import io.viralstream.embedded.DataLock;
import io.viralstream.embedded.EmbeddedStack;
import io.viralstream.embedded.StackSettings;
import io.viralstream.embedded.process.ChildEvent;
import io.viralstream.embedded.process.FreeDiskSpace;
import io.viralstream.embedded.process.SupervisedChild;
import io.viralstream.gateway.operations.HostStatus;
import io.viralstream.gateway.operations.HostStatus.ProcessView;
import io.viralstream.gateway.operations.Probe;
import io.viralstream.workers.train.ArmPlan;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The whole product on one machine: the components and the workers as child processes, the lighter
/// roles in this one.
///
/// Started again on the same data folder it goes on where it was. Closing stops the roles first and
/// then what they stand on.
public final class LocalStack implements AutoCloseable {
  private static final int HIGHEST_PORT = 65_535;
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final long MEBIBYTE = 1L << 20;
  private static final int MOST_RESERVED = 1 << 20;

  private final EmbeddedStack components;
  private final Cluster cluster;
  private final Environment environment;
  private final BrokerWatch broker;
  private final FreeDiskSpace disk;
  private final int workersPort;
  private final Roles roles = new Roles();
  private final CompletableFuture<URI> gateway = new CompletableFuture<>();
  private final CompletableFuture<WorkersProcess> workers = new CompletableFuture<>();

  private LocalStack(
      EmbeddedStack components, Environment environment, DataFolder data, int workersPort) {
    this.components = components;
    this.environment = environment;
    this.cluster = Cluster.of(environment);
    this.workersPort = workersPort;
    this.disk = new FreeDiskSpace(data.root(), reserve(environment) * MEBIBYTE);
    this.broker = BrokerWatch.start(cluster.kafka(), "gateway,streams,sink");
  }

  /// The same for a caller that reads of deaths and restarts in the log alone.
  public static LocalStack start(StackPlan plan, Installation installation, Environment given)
      throws IOException, InterruptedException {
    return start(plan, installation, given, event -> {});
  }

  /// Returns when everything does its work and its addresses are written.
  ///
  /// @param events is told of each process that died and what came of it, on any thread
  /// @throws IllegalStateException naming folder and process, where another stack runs there
  /// @throws RuntimeException naming what did not start; everything else is stopped before
  public static LocalStack start(
      StackPlan plan, Installation installation, Environment given, Consumer<ChildEvent> events)
      throws IOException, InterruptedException {
    int usual = given.integer(Setting.VIRAL_GATEWAY_PORT, 0, HIGHEST_PORT);
    TorchRuntime.settings(
        given); // before anything runs; whether there is such a card, the workers find
    StackSettings settings = installation.settings(plan);
    DataLock lock = claimed(plan.data());
    int port = new RememberedPort(plan.data().gatewayPort()).choose(plan.gatewayPort(), usual);
    var components = EmbeddedStack.start(settings, lock, InstantSource.system());
    Environment environment = plan.environment(given, components.endpoints(), port);
    var stack = new LocalStack(components, environment, plan.data(), workersPort(plan, given));
    try {
      components.supervise(stack.disk::exhaustion, events);
      stack.startRoles(plan, installation);
      stack.workers.join().supervise(stack.disk::exhaustion, events);
      stack.endpoints().write(plan.data().endpoints());
      return stack;
    } catch (RuntimeException | IOException | InterruptedException e) {
      stack.close();
      throw e;
    }
  }

  /// Old addresses go once the folder is ours, and not before: another stack's must stay.
  private static DataLock claimed(DataFolder data) throws IOException {
    var lock = DataLock.take(data.root());
    try {
      Files.deleteIfExists(data.endpoints());
      return lock;
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  /// Where the workers tell of themselves, as a role of its own does.
  private static int workersPort(StackPlan plan, Environment given) {
    Optional<Integer> wanted =
        given
            .given(Setting.VIRAL_HEALTH_PORT)
            .map(text -> given.integer(Setting.VIRAL_HEALTH_PORT, 1, HIGHEST_PORT));
    var last = new RememberedPort(plan.data().workersPort());
    int port = last.number(wanted);
    last.remember(port);
    return port;
  }

  private static long reserve(Environment environment) {
    return environment.integer(Setting.VIRAL_DISK_RESERVE, 1, MOST_RESERVED);
  }

  private void startRoles(StackPlan plan, Installation installation) throws InterruptedException {
    Parallel.run(
        List.of(() -> Bootstrap.topics(cluster, environment), () -> Bootstrap.schemas(cluster)));
    Parallel.run(
        List.of(
            () -> startWorkers(plan, installation),
            () -> roles.add(RunningStreams.start(cluster, environment)),
            () -> roles.add(RunningSink.start(cluster, environment)),
            () -> startGateway(plan)));
    roles.awaitReady(plan.startTimeout());
    awaitArms(plan);
  }

  /// An arm can be asked once its first version is published; a served model trains in none.
  private void awaitArms(StackPlan plan) throws InterruptedException {
    var client = new Gateway(gateway.join(), Pause.real());
    Set<String> trained = plan.arms().stream().map(ArmPlan::name).collect(Collectors.toSet());
    Set<String> served = plan.served().stream().map(ServedModel::name).collect(Collectors.toSet());
    while (true) {
      List<ArmState> arms = client.arms();
      if (names(arms, ArmState::ready).containsAll(trained)
          && names(arms, ArmState::published).containsAll(served)) return;
      demandAlive();
      Thread.sleep(LOOK);
    }
  }

  private static Set<String> names(List<ArmState> arms, Predicate<ArmState> wanted) {
    return arms.stream().filter(wanted).map(ArmState::name).collect(Collectors.toSet());
  }

  private void startWorkers(StackPlan plan, Installation installation) throws IOException {
    Environment watched =
        environment.with(Setting.VIRAL_HEALTH_PORT, Integer.toString(workersPort));
    var started = WorkersProcess.start(plan, installation, watched);
    roles.add(started);
    workers.complete(started);
  }

  private void startGateway(StackPlan plan) {
    var running = RunningGateway.start(cluster, environment, host());
    roles.add(running);
    new RememberedPort(plan.data().gatewayPort()).remember(running.address().getPort());
    gateway.complete(running.address());
  }

  /// What is stored late is no reason to refuse anything, but to say so.
  private HostStatus host() {
    var sink = new Probe("sink", () -> roles.waiting("sink"));
    return new HostStatus(this::processes, disk::shortage, List.of(sink));
  }

  private List<ProcessView> processes() {
    var reports = new ArrayList<>(components.reports());
    if (workers.isDone()) reports.add(workers.join().report());
    return reports.stream().map(LocalStack::view).toList();
  }

  private static ProcessView view(SupervisedChild.Report report) {
    String state = report.state().name().toLowerCase(Locale.ROOT);
    return new ProcessView(report.name(), state, report.restarts(), report.pid());
  }

  public Cluster cluster() {
    return cluster;
  }

  public Endpoints endpoints() {
    EmbeddedStack.Endpoints at = components.endpoints();
    URI health = URI.create("http://127.0.0.1:" + workersPort);
    return new Endpoints(gateway.join(), at.clickhouse(), at.kafka(), at.registry(), health);
  }

  /// A process that died and is being started again is alive in this sense.
  ///
  /// @throws IllegalStateException naming what has ended and does not come back
  public void demandAlive() {
    components
        .failure()
        .ifPresent(reason -> {
          throw new IllegalStateException(reason);
        });
    roles.demandAlive();
  }

  @Override
  public void close() {
    broker.close();
    roles.close();
    components.close();
  }
}
