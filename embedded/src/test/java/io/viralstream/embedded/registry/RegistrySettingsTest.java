package io.viralstream.embedded.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistrySettingsTest {

  @TempDir Path home;

  @Test
  void refusesAHomeWithoutTheProgram() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> new RegistrySettings(home, home, 1, 2));
    assertTrue(refused.toString().contains("quarkus-run.jar"), refused.toString());
  }

  @Test
  void writesEachCommitBeforeItIsAnswered() throws IOException {
    assertTrue(properties().getProperty("apicurio.datasource.url").contains(";WRITE_DELAY=0"));
  }

  @Test
  void putsBothListenersOnLoopback() throws IOException {
    Properties properties = properties();
    assertEquals("127.0.0.1", properties.getProperty("quarkus.http.host"));
    assertEquals("127.0.0.1", properties.getProperty("quarkus.management.host"));
    assertEquals("1", properties.getProperty("quarkus.http.port"));
    assertEquals("2", properties.getProperty("quarkus.management.port"));
  }

  private Properties properties() throws IOException {
    Files.createFile(home.resolve("quarkus-run.jar"));
    return RegistryProperties.of(new RegistrySettings(home, home, 1, 2));
  }
}
