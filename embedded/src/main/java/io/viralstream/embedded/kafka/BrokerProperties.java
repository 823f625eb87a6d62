package io.viralstream.embedded.kafka;

import io.viralstream.embedded.process.Loopback;
import io.viralstream.schemas.bootstrap.TopicSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/// The broker's settings file: the fixed ones of `broker.properties` and those of this start.
final class BrokerProperties {

  private BrokerProperties() {}

  /// Writes the file that [BrokerMain] reads.
  static void write(BrokerSettings settings) {
    try {
      Files.createDirectories(settings.directory());
      // As a stream it is ASCII with escapes, which every reader of such files takes alike.
      try (OutputStream file = Files.newOutputStream(settings.propertiesFile())) {
        of(settings).store(file, "written at each start");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Properties of(BrokerSettings settings) {
    Properties properties = fixed();
    String broker = "BROKER://" + settings.bootstrap();
    String controller = Loopback.HOST + ":" + settings.place().controllerPort();
    properties.setProperty("listeners", broker + ",CONTROLLER://" + controller);
    properties.setProperty("advertised.listeners", broker);
    // The voters come from this file rather than from the metadata log, because a later start may
    // have to take another port and the log would remember the old one.
    properties.setProperty("controller.quorum.voters", settings.place().voters());
    properties.setProperty("log.dirs", settings.records().toAbsolutePath().toString());
    properties.setProperty("node.id", String.valueOf(settings.place().node()));
    properties.putAll(copies(settings.place().copies()));
    return properties;
  }

  /// Of topics that are made without saying how safe, and of the topics of Kafka itself.
  private static Map<String, String> copies(int copies) {
    String all = String.valueOf(copies);
    String inSync = String.valueOf(TopicSettings.inSync(copies));
    return Map.of(
        "default.replication.factor", all,
        "min.insync.replicas", inSync,
        "offsets.topic.replication.factor", all,
        "transaction.state.log.replication.factor", all,
        "transaction.state.log.min.isr", inSync,
        "share.coordinator.state.topic.replication.factor", all,
        "share.coordinator.state.topic.min.isr", inSync);
  }

  private static Properties fixed() {
    Properties properties = new Properties();
    try (InputStream resource =
        Objects.requireNonNull(BrokerProperties.class.getResourceAsStream("broker.properties"))) {
      properties.load(resource);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
