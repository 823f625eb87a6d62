package io.viralstream.journey;

import io.viralstream.embedded.kafka.BrokerSettings;
import io.viralstream.embedded.kafka.KafkaBroker;
import io.viralstream.embedded.process.ChildSpec;
import io.viralstream.embedded.process.Children;
import io.viralstream.embedded.process.FreePort;
import io.viralstream.schemas.bootstrap.TopicBootstrap;
import io.viralstream.schemas.bootstrap.TopicSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/// A real broker alone, with every topic: enough for what needs neither registry nor engine.
final class Broker implements AutoCloseable {
  private final ChildSpec spec;
  private final String bootstrap;
  private Children child;

  private Broker(ChildSpec spec, String bootstrap) {
    this.spec = spec;
    this.bootstrap = bootstrap;
    this.child = Children.start(List.of(spec), InstantSource.system());
  }

  static Broker start(Path data) throws InterruptedException {
    BrokerSettings settings = settings(data);
    ChildSpec spec = KafkaBroker.child(settings, Stack.java(data), data.resolve("kafka.log"));
    var broker = new Broker(spec, settings.bootstrap());
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", settings.bootstrap()))) {
      new TopicBootstrap(admin, new TopicSettings(2, (short) 1)).run();
    }
    return broker;
  }

  private static BrokerSettings settings(Path data) {
    try (FreePort port = FreePort.preferring(0);
        FreePort controller = FreePort.preferring(0)) {
      return new BrokerSettings(data.resolve("kafka"), port.number(), controller.number());
    }
  }

  Map<String, Object> properties() {
    return Map.of("bootstrap.servers", bootstrap);
  }

  /// Without a chance to say goodbye.
  void kill() {
    ProcessHandle process = ProcessHandle.of(child.list().getFirst().pid()).orElseThrow();
    process.destroyForcibly();
    process.onExit().orTimeout(2, TimeUnit.MINUTES).join();
    child.close();
  }

  /// On the same port and records.
  void startAgain() {
    child = Children.start(List.of(spec), InstantSource.system());
  }

  @Override
  public void close() {
    child.close();
  }
}
