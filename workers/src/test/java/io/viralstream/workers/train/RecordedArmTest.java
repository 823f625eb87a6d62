package io.viralstream.workers.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.viralstream.models.preprocess.FeatureType;
import io.viralstream.workers.train.ArmPlan.Alignment;
import io.viralstream.workers.train.ArmPlan.Cadence;
import io.viralstream.workers.train.ArmPlan.Optimization;
import io.viralstream.workers.train.ArmPlan.Schedule;
import io.viralstream.workers.train.ArmPlan.Teaching;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Arms are known by these texts and hashes wherever they have trained: a change would make every
/// known arm a stranger.
class RecordedArmTest {

  @Test
  void writesTheDefaultArmAsEver() {
    assertEquals(
        """
        {"alignmentWidth":256,"baseModel":"base","batch":8,"beta1":0.9,"beta2":0.98,\
        "checkpointEvery":50,"clip":1.0,"lambda":0.5,"layer":0,"learningRate":5.0E-4,\
        "name":"viral","schedule":"CONSTANT","seed":1,"teaching":"TEACHER","totalSteps":0,\
        "warmUpSteps":8,"weightDecay":0.0}\
        """,
        viral().canonical());
    assertEquals(
        "b33531906bb3800b9b8e2218dfd1c0c232ca4f105f87ede4e02740ff0ba915c3", viral().hash());
  }

  @Test
  void writesTheBaselineAsEver() {
    assertEquals(
        """
        {"alignmentWidth":256,"baseModel":"base","batch":8,"beta1":0.9,"beta2":0.98,\
        "checkpointEvery":50,"clip":1.0,"lambda":0.0,"layer":0,"learningRate":5.0E-4,\
        "name":"baseline","schedule":"CONSTANT","seed":1,"teaching":"NONE","totalSteps":0,\
        "warmUpSteps":8,"weightDecay":0.0}\
        """,
        baseline().canonical());
    assertEquals(
        "0a35f49a0bc8a3a58f3bdcdfb4c69ae0db16e1e5e3a5013ab23bee4687fb15ce", baseline().hash());
  }

  @Test
  void writesAnArmThatDiffersInEveryFieldAsEver() {
    assertEquals(
        """
        {"alignmentWidth":64,"baseModel":"00ff","batch":4,"beta1":0.85,"beta2":0.995,\
        "checkpointEvery":20,"clip":2.5,"lambda":0.25,"layer":3,"learningRate":0.0015,\
        "name":"own-arm-2","schedule":"COSINE","seed":-7,"teaching":"SELF",\
        "totalSteps":5000000000,"warmUpSteps":20,"weightDecay":0.01}\
        """,
        other().canonical());
    assertEquals(
        "47e146e10eb1a35f59192945751c1735d163256d8077767f1359a67ec8b24598", other().hash());
  }

  /// Arms that round their teacher's features came later: only they say so.
  @Test
  void saysHowTheTeachersFeaturesAreRoundedOnlyWhereTheyAre() {
    ArmPlan plan = ArmPlan.named("viral");
    ArmSettings rounding =
        plan.with(plan.alignment().withTeacherFeatures(FeatureType.BF16)).on("base");
    String rounded = ",\"teacherFeatures\":\"BF16\",\"teaching\"";
    assertEquals(viral().canonical(), rounding.canonical().replace(rounded, ",\"teaching\""));
    assertNotEquals(viral().hash(), rounding.hash());
  }

  /// Arms that go on from something came later, too.
  @Test
  void saysWhatItGoesOnFromOnlyWhereItDoes() {
    ArmPlan plan = ArmPlan.named("viral").by(Recipe.Parts.STAGE2);
    ArmSettings alone = new ArmSettings(plan, "base", "teacher", "");
    ArmSettings from = new ArmSettings(plan, "base", "teacher", "stage1-20-0123456789ab");
    String start = "\"start\":\"stage1-20-0123456789ab\",";
    assertEquals(alone.canonical(), from.canonical().replace(start, ""));
    assertNotEquals(alone.hash(), from.hash());
    assertEquals(
        List.of("start=\"stage1-20-0123456789ab\", asked for with (none)"),
        alone.differencesFrom(from.canonical()));
  }

  private static ArmSettings viral() {
    return ArmPlan.named("viral").on("base");
  }

  private static ArmSettings baseline() {
    return ArmPlan.named("baseline").on("base");
  }

  private static ArmSettings other() {
    return new ArmPlan(
            "own-arm-2",
            new Alignment(.25, 3, 64, Teaching.SELF, -7, FeatureType.F32),
            new Optimization(1.5e-3, Schedule.COSINE, 5_000_000_000L, 20, .01, .85, .995, 2.5),
            new Cadence(4, 20))
        .on("00ff");
  }
}
