package io.viralstream.workers.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.checkpoint.StrictJson;
import io.viralstream.models.preprocess.FeatureType;
import io.viralstream.workers.train.ArmPlan.Alignment;
import io.viralstream.workers.train.ArmPlan.Cadence;
import io.viralstream.workers.train.ArmPlan.Optimization;
import io.viralstream.workers.train.ArmPlan.Schedule;
import io.viralstream.workers.train.ArmPlan.Teaching;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArmSettingsTest {
  private static final ArmSettings VIRAL = ArmPlan.named("viral").on("base");

  @Test
  void comeBackFromTheirCanonicalForm() {
    assertEquals(VIRAL, read(VIRAL.canonical()));
  }

  @Test
  void haveAnotherHashForAnotherBaseModel() {
    assertNotEquals(VIRAL.hash(), ArmPlan.named("viral").on("other").hash());
  }

  @Test
  void alignNothingInTheBaseline() {
    ArmPlan baseline = ArmPlan.named("baseline");
    assertEquals(0, baseline.alignment().lambda());
    assertEquals(Teaching.NONE, baseline.alignment().teaching());
  }

  @Test
  void nameWhatAKnownArmHasOtherwise() {
    String known =
        VIRAL.canonical().replace("\"batch\":8", "\"batch\":4").replace("}", ",\"z\":1}");
    assertEquals(
        List.of("batch=4, asked for with 8", "z=1, asked for with (none)"),
        VIRAL.differencesFrom(known));
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
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> read(json));
    String expected = key.equals("schedule") ? "totalSteps" : key.equals("lambda") ? "" : key;
    assertTrue(refused.toString().contains(expected), refused.toString());
  }

  private static ArmSettings read(String canonical) {
    Map<String, String> json = StrictJson.values("settings", canonical);
    ArmPlan plan =
        new ArmPlan(
            text(json, "name"),
            new Alignment(
                number(json, "lambda"),
                (int) whole(json, "layer"),
                (int) whole(json, "alignmentWidth"),
                Teaching.valueOf(text(json, "teaching")),
                whole(json, "seed"),
                FeatureType.F32),
            new Optimization(
                number(json, "learningRate"),
                Schedule.valueOf(text(json, "schedule")),
                whole(json, "totalSteps"),
                whole(json, "warmUpSteps"),
                number(json, "weightDecay"),
                number(json, "beta1"),
                number(json, "beta2"),
                number(json, "clip")),
            new Cadence((int) whole(json, "batch"), (int) whole(json, "checkpointEvery")));
    return plan.on(text(json, "baseModel"));
  }

  private static String text(Map<String, String> json, String key) {
    return json.getOrDefault(key, "").replace("\"", "");
  }

  private static double number(Map<String, String> json, String key) {
    return Double.parseDouble(json.getOrDefault(key, "none"));
  }

  private static long whole(Map<String, String> json, String key) {
    return Long.parseLong(json.getOrDefault(key, "none"));
  }
}
