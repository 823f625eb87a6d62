package io.viralstream.embedded.kafka;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/// Gives a new records folder its cluster id, as `kafka-storage format` does.
final class BrokerStorage {

  private BrokerStorage() {}

  /// Formats the folder that the settings name, once; later calls find it formatted.
  ///
  /// @param clusterId used where the folder is new
  static void formatOnce(Properties properties, Uuid clusterId) throws Exception {
    String records = properties.getProperty("log.dirs");
    if (Files.exists(Path.of(records, "meta.properties"))) {
      return;
    }
    new Formatter()
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false))
        .setClusterId(clusterId.toString())
        .setNodeId(Integer.parseInt(properties.getProperty("node.id")))
        .setControllerListenerName(properties.getProperty("controller.listener.names"))
        .addDirectory(records)
        .setMetadataLogDirectory(records)
        // A first start that was killed half-way leaves a part; formatting goes over it again.
        .setIgnoreFormatted(true)
        .run();
  }
}
