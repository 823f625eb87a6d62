package io.viralstream.embedded.kafka;

import io.viralstream.embedded.process.Tether;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.Uuid;

/// The broker's child process: formats its folder if it is new, has a killed predecessor forgotten,
/// then runs Kafka's own main.
///
/// Arguments: the settings file, and the cluster id of a new folder where others must have the
/// same.
public final class BrokerMain {

  private BrokerMain() {}

  public static void main(String[] arguments) throws Exception {
    Tether.watch(System.in, Tether::halt);
    Properties properties = new Properties();
    try (Reader file = Files.newBufferedReader(Path.of(arguments[0]))) {
      properties.load(file);
    }
    if (isAlone(properties) && StaleBroker.wasKilled(properties)) {
      StaleBroker.forget(properties);
    }
    BrokerStorage.formatOnce(properties, clusterId(arguments));
    kafka.Kafka.main(new String[] {arguments[0]});
  }

  private static boolean isAlone(Properties properties) {
    return !properties.getProperty("controller.quorum.voters").contains(",");
  }

  private static Uuid clusterId(String[] arguments) {
    return arguments.length > 1 ? Uuid.fromString(arguments[1]) : Uuid.randomUuid();
  }
}
