package io.viralstream.cli.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.preprocess.FeatureType;
import io.viralstream.workers.train.ArmPlan;
import io.viralstream.workers.train.ArmPlan.Schedule;
import io.viralstream.workers.train.ArmPlan.Teaching;
import org.junit.jupiter.api.Test;

/// An arm is written as its name and what differs from the default training.
class ArmTextTest {

  @Test
  void trainsWithTheModelsTeacherByDefault() {
    ArmPlan arm = ArmText.parse("viral");
    assertEquals(.5, arm.alignment().lambda());
    assertEquals(Teaching.TEACHER, arm.alignment().teaching());
  }

  @Test
  void takesTheBaselineForTrainingWithoutAlignment() {
    ArmPlan arm = ArmText.parse("baseline");
    assertEquals(0, arm.alignment().lambda());
    assertEquals(Teaching.NONE, arm.alignment().teaching());
  }

  @Test
  void readsWhatItWrites() {
    ArmPlan arm = ArmText.parse("own,lambda=0.25,layer=3,teacher=self,seed=7,every=20");
    assertEquals(arm, ArmText.parse(ArmText.of(arm)));
    assertEquals(Teaching.SELF, arm.alignment().teaching());
    assertEquals(7, arm.alignment().seed());
  }

  @Test
  void writesEverySetting() {
    assertEquals(
        "own,lambda=0.25,layer=0,teacher=model,features=f32,seed=1,every=50,width=256,"
            + "rate=5.0E-4,cosine=500,warmup=8,batch=8",
        ArmText.of(ArmText.parse("own,lambda=0.25,cosine=500")));
  }

  @Test
  void saysHowFastItLearns() {
    ArmPlan arm = ArmText.parse("own,rate=0.001,cosine=500,warmup=10,batch=4,width=64");
    assertEquals(arm, ArmText.parse(ArmText.of(arm)));
    assertEquals(1e-3, arm.optimization().learningRate());
    assertEquals(Schedule.COSINE, arm.optimization().schedule());
    assertEquals(4, arm.cadence().batch());
    assertEquals(64, arm.alignment().alignmentWidth());
  }

  @Test
  void saysHowTheTeachersFeaturesAreRounded() {
    ArmPlan arm = ArmText.parse("own,features=bf16");
    assertEquals(FeatureType.BF16, arm.alignment().teacherFeatures());
    assertEquals(arm, ArmText.parse(ArmText.of(arm)));
    assertThrows(IllegalArgumentException.class, () -> ArmText.parse("own,features=f64"));
  }

  @Test
  void letsACosineBeLongerThanAWarmUpThatStandsBehindIt() {
    assertEquals(5, ArmText.parse("own,cosine=5,warmup=2").optimization().totalSteps());
  }

  @Test
  void learnsAsTheWorkersDoByDefault() {
    assertEquals(ArmPlan.named("viral"), ArmText.parse("viral"));
  }

  @Test
  void namesWhatItDoesNotKnow() {
    assertThrows(IllegalArgumentException.class, () -> ArmText.parse("viral,lamda=1"));
    assertThrows(IllegalArgumentException.class, () -> ArmText.parse("viral,lambda=x"));
    assertThrows(IllegalArgumentException.class, () -> ArmText.parse("Viral!"));
    assertThrows(IllegalArgumentException.class, () -> ArmText.parse(""));
  }

  @Test
  void namesThePartThatIsOutOfItsBounds() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> ArmText.parse("viral,batch=0,seed=2"));
    assertTrue(String.valueOf(refused.getMessage()).startsWith("arm setting batch=0, expected "));
  }
}
