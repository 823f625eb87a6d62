package io.viralstream.journey;

import io.viralstream.embedded.kafka.BrokerSettings;
import io.viralstream.embedded.kafka.ClusterNode;
import io.viralstream.embedded.kafka.KafkaBroker;
import io.viralstream.embedded.process.ChildProcess;
import io.viralstream.embedded.process.ChildSpec;
import io.viralstream.embedded.process.Children;
import io.viralstream.embedded.process.FreePort;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/// Three real brokers that form one cluster, each with its controller: any of them can be killed.
final class ThreeBrokers implements AutoCloseable {
  static final int NODES = 3;

  private final String bootstrap;
  private final List<ChildSpec> specs;
  private final List<ChildProcess> running;

  private ThreeBrokers(String bootstrap, List<ChildSpec> specs) {
    this.bootstrap = bootstrap;
    this.specs = specs;
    // Side by side: two must be there before a controller is chosen and the first can answer.
    this.running = new ArrayList<>(Children.start(specs, InstantSource.system()).list());
  }

  static ThreeBrokers start(Path data) {
    List<BrokerSettings> settings = settings(data);
    return new ThreeBrokers(
        settings.stream().map(BrokerSettings::bootstrap).collect(Collectors.joining(",")),
        settings.stream().map(ThreeBrokers::child).toList());
  }

  private static List<BrokerSettings> settings(Path data) {
    List<FreePort> ports = new ArrayList<>();
    try {
      for (int i = 0; i < 2 * NODES; i++) ports.add(FreePort.preferring(0));
      List<Integer> numbers = ports.stream().map(FreePort::number).toList();
      Optional<String> cluster = Optional.of(Uuid.randomUuid().toString());
      List<Integer> controllers = numbers.subList(NODES, 2 * NODES);
      return IntStream.rangeClosed(1, NODES)
          .mapToObj(node ->
              new BrokerSettings(
                  data.resolve("broker-" + node),
                  numbers.get(node - 1),
                  new ClusterNode(node, controllers, cluster)))
          .toList();
    } finally {
      ports.forEach(FreePort::close);
    }
  }

  /// Each keeps its loaded classes in a folder of its own: they end, and write it, side by side.
  private static ChildSpec child(BrokerSettings settings) {
    Path log = settings.directory().resolve("broker.log");
    return KafkaBroker.child(settings, Stack.java(settings.directory()), log);
  }

  String bootstrap() {
    return bootstrap;
  }

  Map<String, Object> properties() {
    return Map.of("bootstrap.servers", bootstrap);
  }

  /// SIGKILL; returns when the process is gone.
  ///
  /// @param node its number, from 1
  void kill(int node) {
    ProcessHandle.of(running.get(node - 1).pid())
        .ifPresent(process -> {
          process.destroyForcibly();
          process.onExit().join();
        });
  }

  /// Starts a killed one again on its folder and ports; returns when it answers.
  void startAgain(int node) {
    running.set(
        node - 1,
        Children.start(List.of(specs.get(node - 1)), InstantSource.system()).list().getFirst());
  }

  /// All at once: alone, the last could not leave in order for want of a controller.
  @Override
  public void close() {
    List<Thread> stops =
        running.stream().map(child -> Thread.ofVirtual().start(child::close)).toList();
    try {
      for (Thread stop : stops) stop.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
