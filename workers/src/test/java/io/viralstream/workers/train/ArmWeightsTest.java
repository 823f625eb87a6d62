package io.viralstream.workers.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.checkpoint.DirectoryHash;
import io.viralstream.models.learn.StepSettings.Recomputation;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.WeightType;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.TrainTask;
import io.viralstream.workers.kafka.FakeKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The type of an arm's frozen weights: chosen where the arm begins, and the arm's from then on.
class ArmWeightsTest {
  private static final ArmSettings UNSAID =
      ArmPlan.named("viral").by(Recipe.Parts.STAGE2).on("base");

  @TempDir Path folder;

  private static ArmSettings named(ArmSettings arm, WeightType type) {
    return new ArmSettings(
        arm.plan().with(arm.recipe().with(Optional.of(type))),
        arm.baseModel(),
        arm.teacherModel(),
        arm.start());
  }

  private static WeightType decided(ArmSettings arm, Optional<String> known, WeightType usual) {
    return arm.decided(known, usual).recipe().weightType();
  }

  @Test
  void isThatOfTheDeviceWhereANewArmBegins() {
    assertEquals(WeightType.BF16, decided(UNSAID, Optional.empty(), WeightType.BF16));
    assertEquals(WeightType.F32, decided(UNSAID, Optional.empty(), WeightType.F32));
  }

  @Test
  void staysTheArmsOnAnotherDevice() {
    ArmSettings half = UNSAID.decided(Optional.empty(), WeightType.BF16);
    ArmSettings again = UNSAID.decided(Optional.of(half.canonical()), WeightType.F32);
    assertEquals(half, again);
    assertEquals(half.hash(), again.hash());
    ArmSettings whole = UNSAID.decided(Optional.empty(), WeightType.F32);
    assertEquals(whole, UNSAID.decided(Optional.of(whole.canonical()), WeightType.BF16));
  }

  /// Arms that were known before there was a choice are F32, and their text says nothing of it.
  @Test
  void isInTheArmsTextOnlyWhereItIsNotF32() {
    ArmSettings whole = named(UNSAID, WeightType.F32).decided(Optional.empty(), WeightType.BF16);
    assertEquals(UNSAID.canonical(), whole.canonical());
    ArmSettings half = UNSAID.decided(Optional.empty(), WeightType.BF16);
    assertEquals(UNSAID.canonical(), half.canonical().replace(",\"weights\":\"BF16\"", ""));
    assertTrue(!half.hash().equals(whole.hash()));
  }

  @Test
  void isRefusedWhereAKnownArmIsAskedForInAnother() {
    String known = UNSAID.decided(Optional.empty(), WeightType.BF16).canonical();
    ArmSettings asked = named(UNSAID, WeightType.F32);
    ArmSettings decided = asked.decided(Optional.of(known), WeightType.BF16);
    assertEquals(
        List.of("weights=\"BF16\", asked for with (none)"), decided.differencesFrom(known));
  }

  @Test
  void isF32WhereAllOfTheModelIsTrained() {
    ArmSettings full = ArmPlan.named("viral").on("base");
    assertEquals(WeightType.F32, decided(full, Optional.empty(), WeightType.BF16));
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> named(full, WeightType.BF16));
    assertEquals(
        "arm weights=BF16, expected F32 where all of LM_θ is trained", refused.getMessage());
  }

  @Test
  void learnsTheSameBitsInBrainFloatWhenItIsKilledAndResumed() throws Exception {
    try (TinyRecipe tiny = TinyRecipe.in(folder)) {
      ArmSettings arm = named(tiny.arm(Recipe.Parts.STAGE2, "viral"), WeightType.BF16);
      TrainTask[] tasks = tiny.tasks(8);
      Path whole = folder.resolve("whole");
      Path half = folder.resolve("half");
      Path resumed = folder.resolve("resumed");
      try (Learner learner = tiny.source(arm).fresh()) {
        Training training = tiny.fresh(arm, learner);
        take(training, tasks, 0, 8);
        WrittenCheckpoint.write(learner, training, arm, whole);
      }
      Checkpoint checkpoint;
      try (Learner learner = tiny.source(arm).fresh()) {
        Training training = tiny.fresh(arm, learner);
        take(training, tasks, 0, 4);
        checkpoint = WrittenCheckpoint.write(learner, training, arm, half);
      }
      try (Learner learner = tiny.source(arm).resumed(half)) {
        Training training =
            Training.resumed(
                checkpoint, arm, learner, tiny.preparation(arm), tiny.trials(), FakeArm.CLOCK);
        take(training, tasks, 4, 8);
        WrittenCheckpoint.write(learner, training, arm, resumed);
      }
      assertEquals(DirectoryHash.of(whole), DirectoryHash.of(resumed));
      assertEquals(
          DirectoryHash.of(whole.resolve(".resume")), DirectoryHash.of(resumed.resolve(".resume")));
      assertEquals(0, tiny.torch().in(WeightType.BF16).living());
    }
  }

  private static void take(Training training, TrainTask[] tasks, int from, int to)
      throws Exception {
    for (int i = from; i < to; i++) assertEquals(List.of(), training.take(i, tasks[i]));
  }

  /// As in F32: every sum on the way back is taken in the same order.
  @Test
  void learnsTheSameBitsInBrainFloatWhereBlocksAreComputedAgain() throws Exception {
    try (TinyRecipe tiny = TinyRecipe.in(folder)) {
      ArmSettings arm = named(tiny.arm(Recipe.Parts.STAGE2, "viral"), WeightType.BF16);
      Recipe again = arm.recipe().with(arm.recipe().division().with(Recomputation.BY_BLOCK));
      ArmSettings recomputing =
          new ArmSettings(arm.plan().with(again), arm.baseModel(), arm.teacherModel(), "");
      assertArrayEquals(adapters(tiny, arm), adapters(tiny, recomputing));
    }
  }

  /// Of all modules after two steps.
  private static float[] adapters(TinyRecipe tiny, ArmSettings arm) throws Exception {
    try (RecipeLearner learner = (RecipeLearner) tiny.source(arm).fresh()) {
      take(tiny.fresh(arm, learner), tiny.tasks(4), 0, 4);
      Parameters trained = learner.student().model().adapterParameters();
      Torch torch = learner.student().torch();
      List<Float> values = new ArrayList<>();
      for (String name : trained.names()) {
        for (float value : trained.read(torch, name)) values.add(value);
      }
      float[] all = new float[values.size()];
      for (int i = 0; i < all.length; i++) all[i] = values.get(i);
      return all;
    }
  }

  @Test
  void freezesInBrainFloatAndTrainsInF32() throws IOException {
    try (TinyRecipe tiny = TinyRecipe.in(folder)) {
      ArmSettings arm = named(tiny.arm(Recipe.Parts.STAGE2, "viral"), WeightType.BF16);
      try (RecipeLearner learner = (RecipeLearner) tiny.source(arm).fresh()) {
        VisionLanguageModel model = learner.student().model();
        model.languageParameters().tensors().forEach(w -> assertEquals(Kind.BF16, w.kind()));
        model.encoderParameters().tensors().forEach(w -> assertEquals(Kind.BF16, w.kind()));
        model.projectorParameters().tensors().forEach(w -> assertEquals(Kind.F32, w.kind()));
        model.adapterParameters().tensors().forEach(w -> assertEquals(Kind.F32, w.kind()));
      }
    }
  }

  /// The arm begins in BF16 by name; the next start names no type, on a machine whose own is F32.
  @Test
  void goesOnInTheTypeThatItsCheckpointsName() throws IOException {
    FakeKafka kafka = new FakeKafka();
    try (TinyRecipe tiny = TinyRecipe.in(folder)) {
      ArmSettings unsaid = tiny.arm(Recipe.Parts.STAGE2, "viral");
      ArmSettings half = named(unsaid, WeightType.BF16);
      try (ArmOwnership first =
          ArmOwnership.begin(tiny.parts(kafka, half, CheckpointRoom.ofDisk()))) {
        assertEquals(0, first.nextOffset());
      }
      kafka.settle();
      try (ArmOwnership next =
          ArmOwnership.begin(tiny.parts(kafka, unsaid, CheckpointRoom.ofDisk()))) {
        assertEquals(0, next.nextOffset());
      }
      List<Checkpoint> published = kafka.records(Topics.CHECKPOINTS);
      assertEquals(half.canonical(), published.getLast().getSettings());
      ArmSettings other = named(unsaid, WeightType.F32);
      ArmRefused refused =
          assertThrows(
              ArmRefused.class,
              () -> ArmOwnership.begin(tiny.parts(kafka, other, CheckpointRoom.ofDisk())));
      assertTrue(String.valueOf(refused.getMessage()).contains("weights=\"BF16\""));
    }
  }
}
