package io.viralstream.embedded.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerPropertiesTest {

  private static final String COORDINATOR = "share.coordinator.state.topic";
  private static final ClusterNode SECOND =
      new ClusterNode(2, List.of(11, 12, 13), Optional.of("an id"));
  private static final BrokerSettings SETTINGS =
      new BrokerSettings(Path.of("somewhere"), 19_092, 19_093);

  @Test
  void listensOnLoopbackOnly() {
    Properties properties = BrokerProperties.of(SETTINGS);
    String[] listeners = properties.getProperty("listeners").split(",");
    assertEquals(2, listeners.length);
    assertTrue(Arrays.stream(listeners).allMatch(l -> l.contains("://127.0.0.1:")));
    assertEquals("BROKER://127.0.0.1:19092", properties.getProperty("advertised.listeners"));
  }

  @Test
  void aBrokerAloneKeepsOneCopyOfEverything() {
    Properties properties = BrokerProperties.of(SETTINGS);
    assertEquals("1", properties.getProperty("node.id"));
    assertEquals("1@127.0.0.1:19093", properties.getProperty("controller.quorum.voters"));
    assertCopies(properties, "1", "1");
  }

  @Test
  void threeNodesKeepThreeCopiesAndWaitForTwo() {
    Properties properties = BrokerProperties.of(new BrokerSettings(Path.of("second"), 9, SECOND));
    assertEquals("2", properties.getProperty("node.id"));
    assertEquals(
        "1@127.0.0.1:11,2@127.0.0.1:12,3@127.0.0.1:13",
        properties.getProperty("controller.quorum.voters"));
    assertTrue(properties.getProperty("listeners").endsWith("CONTROLLER://127.0.0.1:12"));
    assertCopies(properties, "3", "2");
  }

  /// Kafka reads the file as Latin-1, whatever the locale.
  @Test
  void nameTheSameFolderWhateverLettersItHas(@TempDir Path folder) throws IOException {
    BrokerSettings settings = new BrokerSettings(folder.resolve("my café 数据"), 9, 10);
    BrokerProperties.write(settings);

    Properties read = new Properties();
    try (InputStream file = Files.newInputStream(settings.propertiesFile())) {
      read.load(file);
    }

    assertEquals(settings.records().toAbsolutePath().toString(), read.getProperty("log.dirs"));
  }

  private static void assertCopies(Properties properties, String copies, String inSync) {
    for (String topic : List.of("offsets.topic", "transaction.state.log", COORDINATOR)) {
      assertEquals(copies, properties.getProperty(topic + ".replication.factor"), topic);
    }
    assertEquals(copies, properties.getProperty("default.replication.factor"));
    assertEquals(inSync, properties.getProperty("min.insync.replicas"));
    assertEquals(inSync, properties.getProperty("transaction.state.log.min.isr"));
    assertEquals(inSync, properties.getProperty(COORDINATOR + ".min.isr"));
  }

  @Test
  void takesTheLargestDeadLetterWithItsBatchHeader() {
    long limit = Long.parseLong(BrokerProperties.of(SETTINGS).getProperty("message.max.bytes"));
    assertTrue(limit > (10 << 20), "message.max.bytes " + limit);
  }

  @Test
  void refusesAPlaceOutsideOfItsCluster() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new ClusterNode(4, List.of(11, 12, 13), Optional.of("an id")));
    assertEquals("node is 4, expected 1 to 3", refused.getMessage());
  }

  @Test
  void refusesOnePortForBothListeners() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> new BrokerSettings(Path.of("a"), 9092, 9092));
    assertTrue(refused.toString().contains("controllerPort is 9092"), refused.toString());
  }
}
