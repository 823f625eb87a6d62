package io.viralstream.cli.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerMemoryTest {
  private static final long HEAP = 512L << 20;
  private static final long MACHINE = 8L << 30;

  @Test
  void takesSharesOfHeapAndMachine() {
    assertEquals(
        new WorkerMemory(128L << 20, 4L << 30, 2L << 30),
        WorkerMemory.of(Environment.of(Map.of()), HEAP, MACHINE));
  }

  @Test
  void takesWhatItIsTold() {
    var environment =
        Environment.of(
            Map.of(
                "VIRAL_FEATURE_MEMORY", "0",
                "VIRAL_MODEL_MEMORY", "5000",
                "VIRAL_KEY_VALUE_MEMORY", "3"));
    assertEquals(
        new WorkerMemory(0, 5000L << 20, 3L << 20), WorkerMemory.of(environment, HEAP, MACHINE));
  }

  @Test
  void refusesMoreFeaturesThanHalfOfTheHeap() {
    var environment = Environment.of(Map.of("VIRAL_FEATURE_MEMORY", "257"));
    assertEquals(
        "VIRAL_FEATURE_MEMORY=257, expected 0 to 256",
        assertThrows(Setting.Refused.class, () -> WorkerMemory.of(environment, HEAP, MACHINE))
            .getMessage());
  }
}
