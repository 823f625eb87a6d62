package io.viralstream.cli.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.preprocess.FeatureType;
import io.viralstream.models.tensor.WeightType;
import io.viralstream.workers.train.ArmPlan;
import io.viralstream.workers.train.ArmPlan.Schedule;
import io.viralstream.workers.train.ArmPlan.Teaching;
import io.viralstream.workers.train.Recipe;
import java.util.List;
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
        "own,recipe=full,lambda=0.25,layer=0,teacher=model,features=f32,seed=1,every=50,"
            + "width=256,rate=5.0E-4,cosine=500,warmup=8,batch=8,projectorrate=0.0,rank=0,"
            + "alpha=0.0,dropout=0.0,packing=isolated,length=0,shards=1,microbatch=0,recompute=none,"
            + "weights=device,steps=0,feeds=,projectors=one,objective=cosine,residual=none,teachergrid=own",
        ArmText.of(ArmText.parse("own,lambda=0.25,cosine=500")));
  }

  @Test
  void beginsWithTheDefaultsOfARecipeWhereverItIsNamed() {
    ArmPlan arm = ArmText.parse("viral,rank=16,recipe=stage2,layer=1,2,feeds=vqa,captions");
    assertEquals(Recipe.Parts.STAGE2, arm.recipe().recipe());
    assertEquals(2e-4, arm.optimization().learningRate());
    assertEquals(2e-5, arm.recipe().projectorRate());
    assertEquals(new Recipe.Lora(16, 32, .05), arm.recipe().lora());
    assertEquals(Teaching.NAMED, arm.alignment().teaching());
    assertEquals(List.of(1, 2), arm.alignment().layers());
    assertEquals(List.of("vqa", "captions"), arm.recipe().extent().feeds());
    assertEquals(arm, ArmText.parse(ArmText.of(arm)));
  }

  @Test
  void trainsAPublishedModelInFullAtOneRate() {
    ArmPlan arm = ArmText.parse("viral,recipe=finetune,every=10");
    assertEquals(Recipe.Parts.FINETUNE, arm.recipe().recipe());
    assertEquals(2e-5, arm.optimization().learningRate());
    assertEquals(0, arm.recipe().projectorRate());
    assertEquals(10, arm.cadence().checkpointEvery());
    assertEquals(Teaching.NAMED, arm.alignment().teaching());
    assertEquals(arm, ArmText.parse(ArmText.of(arm)));
    assertEquals(Teaching.NONE, ArmText.parse("baseline,recipe=finetune").alignment().teaching());
  }

  @Test
  void trainsTheBaselineOfARecipeWithoutAlignment() {
    ArmPlan arm = ArmText.parse("baseline,recipe=stage2");
    assertEquals(0, arm.alignment().lambda());
    assertEquals(Teaching.NONE, arm.alignment().teaching());
  }

  @Test
  void endsAfterItsStepsWithACosineWhoseWarmUpIsThreePercent() {
    ArmPlan arm = ArmText.parse("viral,recipe=stage2,steps=1000");
    assertEquals(Schedule.COSINE, arm.optimization().schedule());
    assertEquals(1000, arm.optimization().totalSteps());
    assertEquals(30, arm.optimization().warmUpSteps());
    assertEquals(1000, arm.recipe().extent().steps());
    ArmPlan longer = ArmText.parse("viral,recipe=stage2,warmup=50,steps=1000");
    assertEquals(50, longer.optimization().warmUpSteps());
    assertEquals(longer, ArmText.parse(ArmText.of(longer)));
  }

  @Test
  void refusesWhatARecipeDoesNotHave() {
    for (String text :
        List.of(
            "own,rank=4",
            "own,packing=chained",
            "own,projectorrate=0.1",
            "own,dropout=0.1",
            "own,length=100",
            "own,shards=2",
            "own,microbatch=2",
            "own,recompute=by_block",
            "own,layer=1,2",
            "own,recipe=stage2,rank=0",
            "own,recipe=finetune,rank=4",
            "own,recipe=stage3",
            "own,residual=projected"))
      assertThrows(IllegalArgumentException.class, () -> ArmText.parse(text), text);
  }

  @Test
  void saysTheTypeOfItsFrozenWeights() {
    ArmPlan arm = ArmText.parse("own,recipe=stage2,weights=bf16");
    assertEquals(WeightType.BF16, arm.recipe().weightType());
    assertEquals(arm, ArmText.parse(ArmText.of(arm)));
    ArmPlan ofDevice = ArmText.parse("own,recipe=stage2,weights=device");
    assertEquals(ArmText.parse("own,recipe=stage2"), ofDevice);
    assertThrows(IllegalArgumentException.class, () -> ArmText.parse("own,weights=bf16"));
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
