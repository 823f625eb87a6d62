package io.viralstream.embedded;

import io.viralstream.embedded.clickhouse.ClickHouseEngine;
import io.viralstream.embedded.clickhouse.EngineSettings;
import io.viralstream.embedded.kafka.BrokerSettings;
import io.viralstream.embedded.kafka.KafkaBroker;
import io.viralstream.embedded.process.ChildEvent;
import io.viralstream.embedded.process.ChildProcess;
import io.viralstream.embedded.process.ChildSpec;
import io.viralstream.embedded.process.Children;
import io.viralstream.embedded.process.PidFile;
import io.viralstream.embedded.process.RestartPolicy;
import io.viralstream.embedded.process.SupervisedChild;
import io.viralstream.embedded.registry.ApicurioRegistry;
import io.viralstream.embedded.registry.RegistrySettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Broker, registry and engine of one machine, on one data folder.
///
/// Started again on the same folder it goes on where it was. Everything listens on loopback only,
/// and everything ends with this process, however that ends.
public final class EmbeddedStack implements AutoCloseable {

  private final DataLock lock;
  private final Children children;
  private final Endpoints endpoints;

  private EmbeddedStack(DataLock lock, Children children, Endpoints endpoints) {
    this.lock = lock;
    this.children = children;
    this.endpoints = endpoints;
  }

  /// Starts the three side by side and returns when all answer.
  ///
  /// @throws IllegalStateException if another stack runs on the data folder
  /// @throws io.viralstream.embedded.process.ChildStartException if one does not start; the others
  ///   are stopped before
  public static EmbeddedStack start(StackSettings settings, InstantSource time) {
    return start(settings, DataLock.take(settings.data()), time);
  }

  /// The same for a caller that has taken the data folder already.
  ///
  /// @param lock of the settings' data folder; given free with the stack, also one that fails to
  ///   start
  /// @throws io.viralstream.embedded.process.ChildStartException if one does not start
  public static EmbeddedStack start(StackSettings settings, DataLock lock, InstantSource time) {
    try {
      return started(settings, lock, time);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// Each component has a folder of its own under the data folder, and a log beside the others.
  private static EmbeddedStack started(StackSettings settings, DataLock lock, InstantSource time) {
    for (String name : List.of(KafkaBroker.NAME, ApicurioRegistry.NAME, ClickHouseEngine.NAME)) {
      // They still hold the ports that this start wants again.
      new PidFile(settings.data().resolve(name), name).awaitEnd();
    }
    StackPorts ports = StackPorts.choose(settings.data(), settings.ports());
    Path data = settings.data();
    BrokerSettings broker =
        new BrokerSettings(data.resolve(KafkaBroker.NAME), ports.kafka(), ports.controller());
    RegistrySettings registry =
        new RegistrySettings(
            settings.registryHome(),
            data.resolve(ApicurioRegistry.NAME),
            ports.registry(),
            ports.management());
    EngineSettings engine =
        new EngineSettings(
            settings.engineLibrary(), data.resolve(ClickHouseEngine.NAME), ports.clickhouse());
    List<ChildSpec> specs =
        List.of(
            KafkaBroker.child(broker, settings.java(), settings.log(KafkaBroker.NAME)),
            ApicurioRegistry.child(registry, settings.java(), settings.log(ApicurioRegistry.NAME)),
            ClickHouseEngine.child(engine, settings.java(), settings.log(ClickHouseEngine.NAME)));
    return new EmbeddedStack(
        lock,
        Children.start(specs, time),
        new Endpoints(broker.bootstrap(), registry.api(), engine.url()));
  }

  public Endpoints endpoints() {
    return endpoints;
  }

  /// From now on a child that dies by itself is started again, on the same ports and data.
  ///
  /// @param obstacle why no start can succeed now, where that is so
  /// @param events is told of each death and what came of it, on any thread
  public void supervise(Supplier<Optional<String>> obstacle, Consumer<ChildEvent> events) {
    children.supervise(RestartPolicy.COMPONENT, obstacle, events);
  }

  /// @return how each child is and how often it was started again
  public List<SupervisedChild.Report> reports() {
    return children.reports();
  }

  /// @return why a child is not started any more, where that is so
  public Optional<String> failure() {
    return children.failure();
  }

  /// @return the children's present processes, for their ids and states
  public List<ChildProcess> children() {
    return children.list();
  }

  /// Stops all in order and gives the data folder free.
  @Override
  public void close() {
    children.close();
    lock.close();
  }

  /// Where the running components are reached.
  ///
  /// @param kafka for `bootstrap.servers`, e.g. `127.0.0.1:9092`
  /// @param registry the Confluent-compatible API, to which `/subjects` is appended
  /// @param clickhouse the engine's HTTP interface
  public record Endpoints(String kafka, URI registry, URI clickhouse) {}
}
