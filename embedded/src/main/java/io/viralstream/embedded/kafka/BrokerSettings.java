package io.viralstream.embedded.kafka;

import io.viralstream.embedded.process.Loopback;
import java.nio.file.Path;

/// Where the broker keeps its records and where it listens, on loopback.
///
/// @param directory everything of the broker: records, settings file, temporary files
/// @param port what clients connect to
/// @param place its controller's own listener, and the other nodes where there are any
public record BrokerSettings(Path directory, int port, ClusterNode place) {

  public BrokerSettings {
    if (place.controllerPorts().contains(port)) {
      throw new IllegalArgumentException(
          "controllerPort is " + port + " like port, expected another one");
    }
  }

  /// A broker alone.
  ///
  /// @param controllerPort the controller's own listener
  public BrokerSettings(Path directory, int port, int controllerPort) {
    this(directory, port, ClusterNode.alone(controllerPort));
  }

  /// What events and errors call it.
  String name() {
    return place.isAlone() ? KafkaBroker.NAME : KafkaBroker.NAME + "-" + place.node();
  }

  Path records() {
    return directory.resolve("records");
  }

  Path propertiesFile() {
    return directory.resolve("broker.properties");
  }

  /// @return what clients take as `bootstrap.servers`
  public String bootstrap() {
    return Loopback.HOST + ":" + port;
  }
}
