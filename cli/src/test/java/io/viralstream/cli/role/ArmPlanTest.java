package io.viralstream.cli.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.viralstream.cli.role.ArmPlan.TeacherChoice;
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
  void namesWhatItDoesNotKnow() {
    assertThrows(IllegalArgumentException.class, () -> ArmPlan.parse("viral,lamda=1"));
    assertThrows(IllegalArgumentException.class, () -> ArmPlan.parse("viral,lambda=x"));
    assertThrows(IllegalArgumentException.class, () -> ArmPlan.parse("Viral!"));
    assertThrows(IllegalArgumentException.class, () -> ArmPlan.parse(""));
  }
}
