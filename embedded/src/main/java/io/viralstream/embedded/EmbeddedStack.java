package io.viralstream.embedded;

import io.viralstream.embedded.clickhouse.ClickHouseEngine;
import io.viralstream.embedded.clickhouse.EngineSettings;
import io.viralstream.embedded.kafka.BrokerSettings;
import io.viralstream.embedded.kafka.KafkaBroker;
import io.viralstream.embedded.process.ChildProcess;
import io.viralstream.embedded.process.ChildSpec;
import io.viralstream.embedded.process.Children;
import io.viralstream.embedded.registry.ApicurioRegistry;
import io.viralstream.embedded.registry.RegistrySettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// Broker, registry and engine of one machine, on one data folder.
///
/// Started again on the same folder it goes on where it was. Everything listens on loopback only,
/// and everything ends with this process, however that ends.
public final class EmbeddedStack implements AutoCloseable {

  private final DataLock lock;
  private final Children children;
  private final StackEndpoints endpoints;

  private EmbeddedStack(DataLock lock, Children children, StackEndpoints endpoints) {
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
    DataLock lock = DataLock.take(settings.data());
    try {
      return start(settings, lock, time);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// Each component has a folder of its own under the data folder, and a log beside the others.
  private static EmbeddedStack start(StackSettings settings, DataLock lock, InstantSource time) {
    StackPorts ports = StackPorts.choose(settings.data(), settings.ports());
    Path data = settings.data();
    BrokerSettings broker =
        new BrokerSettings(data.resolve("kafka"), ports.kafka(), ports.controller());
    RegistrySettings registry =
        new RegistrySettings(
            settings.registryHome(),
            data.resolve("registry"),
            ports.registry(),
            ports.management());
    EngineSettings engine =
        new EngineSettings(
            settings.engineLibrary(), data.resolve("clickhouse"), ports.clickhouse());
    List<ChildSpec> specs =
        List.of(
            KafkaBroker.child(broker, settings.java(), settings.log("kafka")),
            ApicurioRegistry.child(registry, settings.java(), settings.log("registry")),
            ClickHouseEngine.child(engine, settings.java(), settings.log("clickhouse")));
    return new EmbeddedStack(
        lock,
        Children.start(specs, time),
        new StackEndpoints(broker.bootstrap(), registry.api(), engine.url()));
  }

  public StackEndpoints endpoints() {
    return endpoints;
  }

  /// @return the children, for their process ids and states
  public List<ChildProcess> children() {
    return children.list();
  }

  /// Stops all in order and gives the data folder free.
  @Override
  public void close() {
    children.close();
    lock.close();
  }
}
