package io.viralstream.models.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
  record Inner(double rate) {}

  record Settings(int width, List<Double> mean, Inner inner) {}

  private static final Settings SETTINGS = new Settings(128, List.of(.6, .6, .6), new Inner(5e-4));

  @TempDir Path folder;

  @Test
  void readsWhatItWrites() throws IOException {
    Path file = folder.resolve("config.json");
    StrictJson.write(file, SETTINGS);
    assertEquals(SETTINGS, StrictJson.read(file, Settings.class));
  }

  @Test
  void sortsKeysInItsCanonicalForm() {
    assertEquals(
        "{\"inner\":{\"rate\":5.0E-4},\"mean\":[0.6,0.6,0.6],\"width\":128}",
        StrictJson.canonical(SETTINGS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"width\":1,\"mean\":[]}",
        "{\"width\":1,\"mean\":[],\"inner\":null}",
        "{\"width\":1,\"mean\":[],\"inner\":{\"rate\":1},\"other\":1}",
        "{\"width\":\"1\",\"mean\":[],\"inner\":{\"rate\":1}}",
        "{\"width\":1,\"width\":2,\"mean\":[],\"inner\":{\"rate\":1}}",
        "{\"width\":1,\"mean\":[],\"inner\":{\"rate\":1}} {}",
        "",
        "null"
      })
  void refusesWhatIsNotExactlyTheRecord(String json) {
    CheckpointRejected refused =
        assertThrows(
            CheckpointRejected.class, () -> StrictJson.parse("config.json", json, Settings.class));
    assertTrue(refused.toString().contains("config.json: "));
  }

  @Test
  void refusesAHugeFileUnread() throws IOException {
    Path file = Files.write(folder.resolve("config.json"), new byte[(1 << 20) + 1]);
    assertThrows(CheckpointRejected.class, () -> StrictJson.read(file, Settings.class));
  }
}
