package io.viralstream.cli.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.cli.role.ArmPlan.TeacherChoice;
import io.viralstream.workers.train.ArmSettings;
import org.junit.jupiter.api.Test;

/// An arm is written as its name and what differs from the default training.
class ArmPlanTest {

  @Test
  void trainsWithTheModelsTeacherByDefault() {
    var arm = ArmPlan.parse("viral");
    assertEquals(.5, arm.lambda());
    assertEquals(TeacherChoice.MODEL, arm.teacher());
  }

  @Test
  void takesTheBaselineForTrainingWithoutAlignment() {
    var arm = ArmPlan.parse("baseline");
    assertEquals(0, arm.lambda());
    assertEquals(TeacherChoice.NONE, arm.teacher());
  }

  @Test
  void readsWhatItWrites() {
    var arm = ArmPlan.parse("own,lambda=0.25,layer=3,teacher=self,seed=7,every=20");
    assertEquals(arm, ArmPlan.parse(arm.text()));
    assertEquals(TeacherChoice.SELF, arm.teacher());
    assertEquals(7, arm.seed());
  }

  @Test
  void saysHowFastItLearns() {
    var arm = ArmPlan.parse("own,rate=0.001,cosine=500,warmup=10,batch=4,width=64");
    var settings = arm.settings("0".repeat(64));
    assertEquals(arm, ArmPlan.parse(arm.text()));
    assertEquals(1e-3, settings.learningRate());
    assertEquals(ArmSettings.Schedule.COSINE, settings.schedule());
    assertEquals(4, settings.batch());
    assertEquals(64, settings.alignmentWidth());
  }

  @Test
  void learnsAsTheWorkersDoByDefault() {
    var base = "0".repeat(64);
    assertEquals(ArmSettings.viral(base), ArmPlan.parse("viral").settings(base));
  }

  @Test
  void namesWhatItDoesNotKnow() {
    assertThrows(IllegalArgumentException.class, () -> ArmPlan.parse("viral,lamda=1"));
    assertThrows(IllegalArgumentException.class, () -> ArmPlan.parse("viral,lambda=x"));
    assertThrows(IllegalArgumentException.class, () -> ArmPlan.parse("Viral!"));
    assertThrows(IllegalArgumentException.class, () -> ArmPlan.parse(""));
  }
}
