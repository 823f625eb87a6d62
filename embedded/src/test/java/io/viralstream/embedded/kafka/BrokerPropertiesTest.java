package io.viralstream.embedded.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class BrokerPropertiesTest {

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
  void takesTheLargestDeadLetterWithItsBatchHeader() {
    long limit = Long.parseLong(BrokerProperties.of(SETTINGS).getProperty("message.max.bytes"));
    assertTrue(limit > (10 << 20), "message.max.bytes " + limit);
  }

  @Test
  void refusesOnePortForBothListeners() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> new BrokerSettings(Path.of("a"), 9092, 9092));
    assertTrue(refused.toString().contains("controllerPort is 9092"), refused.toString());
  }
}
