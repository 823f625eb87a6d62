package io.viralstream.journey;

import io.viralstream.embedded.kafka.BrokerSettings;
import io.viralstream.embedded.kafka.KafkaBroker;
import io.viralstream.embedded.process.Children;
import io.viralstream.embedded.process.FreePort;
import io.viralstream.embedded.process.JavaRuntime;
import io.viralstream.schemas.bootstrap.TopicBootstrap;
import io.viralstream.schemas.bootstrap.TopicSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/// A real broker alone, with every topic: enough for what needs neither registry nor engine.
final class Broker implements AutoCloseable {
  private final Children child;
  private final String bootstrap;

  private Broker(Children child, String bootstrap) {
    this.child = child;
    this.bootstrap = bootstrap;
  }

  static Broker start(Path data) throws InterruptedException {
    BrokerSettings settings = settings(data);
    JavaRuntime java = Stack.java(data);
    Children child =
        Children.start(
            List.of(KafkaBroker.child(settings, java, data.resolve("kafka.log"))),
            InstantSource.system());
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", settings.bootstrap()))) {
      new TopicBootstrap(admin, new TopicSettings(2, (short) 1)).run();
    }
    return new Broker(child, settings.bootstrap());
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

  @Override
  public void close() {
    child.close();
  }
}
