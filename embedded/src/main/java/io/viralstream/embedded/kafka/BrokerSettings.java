package io.viralstream.embedded.kafka;

import java.nio.file.Path;

/// Where the broker keeps its records and where it listens, on loopback.
///
/// @param directory everything of the broker: records, settings file, temporary files
/// @param port what clients connect to
/// @param controllerPort the controller's own listener
public record BrokerSettings(Path directory, int port, int controllerPort) {

  public BrokerSettings {
    if (port == controllerPort) {
      throw new IllegalArgumentException(
          "controllerPort is " + controllerPort + " like port, expected another one");
    }
  }

  Path records() {
    return directory.resolve("records");
  }

  Path propertiesFile() {
    return directory.resolve("broker.properties");
  }

  /// @return what clients take as `bootstrap.servers`
  public String bootstrap() {
    return "127.0.0.1:" + port;
  }
}
