package io.viralstream.workers.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArmSettingsTest {
  private static final ArmSettings VIRAL = ArmSettings.viral("base");

  @Test
  void comeBackFromTheirCanonicalForm() {
    assertEquals(VIRAL, StrictJson.parse("settings", VIRAL.canonical(), ArmSettings.class));
  }

  @Test
  void haveAnotherHashForAnotherBaseModel() {
    assertNotEquals(VIRAL.hash(), ArmSettings.viral("other").hash());
  }

  @Test
  void alignNothingInTheBaseline() {
    assertEquals(0, VIRAL.baseline().lambda());
    assertEquals(ArmSettings.Teaching.NONE, VIRAL.baseline().teaching());
  }

  @ParameterizedTest
  @CsvSource({
    "name, \"viral\", \"a/b\"",
    "lambda, 0.5, 0",
    "lambda, 0.5, -1",
    "layer, 0, -1",
    "learningRate, 5.0E-4, 0",
    "schedule, \"CONSTANT\", \"COSINE\"",
    "warmUpSteps, 8, -1",
    "weightDecay, 0.0, 1",
    "beta1, 0.9, 1",
    "beta2, 0.98, -1",
    "clip, 1.0, 0",
    "batch, 8, 0",
    "checkpointEvery, 50, 0"
  })
  void refuseABadValueByItsKey(String key, String good, String bad) {
    String json = VIRAL.canonical().replace("\"" + key + "\":" + good, "\"" + key + "\":" + bad);
    assertNotEquals(VIRAL.canonical(), json);
    var refused =
        assertThrows(
            CheckpointRejected.class, () -> StrictJson.parse("settings", json, ArmSettings.class));
    String expected = key.equals("schedule") ? "totalSteps" : key.equals("lambda") ? "" : key;
    assertTrue(refused.toString().contains(expected), refused.toString());
  }
}
