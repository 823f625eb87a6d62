package io.viralstream.workers.train;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.align.AlignmentSettings.Comparison;
import io.viralstream.models.align.AlignmentSettings.Projectors;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.learn.Accumulation;
import io.viralstream.models.learn.StepSettings.Recomputation;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.ResidualKind;
import io.viralstream.models.preprocess.HashedPicture;
import io.viralstream.models.published.AdapterChoice;
import io.viralstream.models.published.DirectoryKind;
import io.viralstream.models.published.TrainedConfig;
import io.viralstream.models.tensor.Exhaustion;
import io.viralstream.models.text.Packing;
import io.viralstream.models.tuning.ProjectorStart;
import io.viralstream.models.tuning.StudentSettings;
import io.viralstream.models.tuning.Target;
import io.viralstream.models.tuning.TrainingMemory;
import io.viralstream.models.tuning.TrainingMemory.Part;
import io.viralstream.models.tuning.Tuning;
import io.viralstream.models.tuning.TuningSettings;
import io.viralstream.models.tuning.TuningSettings.Decoder;
import io.viralstream.workers.train.TinyRecipe.FakeDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The micro-batch of an arm on a tiny published LLaVA, whose steps have sixteen samples.
class ArmMemoryTest {
  private static final int BATCH = 16;
  private static final long AMPLE = 1L << 40;

  @TempDir Path folder;

  private TinyRecipe tiny;

  @BeforeEach
  void open() throws IOException {
    tiny = TinyRecipe.in(folder);
  }

  @AfterEach
  void close() {
    tiny.close();
  }

  private ArmSettings arm(int shards, int microBatch) {
    return arm(new Recipe.Division(shards, microBatch, Recomputation.NONE));
  }

  private ArmSettings arm(Recipe.Division division) {
    ArmSettings usual = tiny.arm(Recipe.Parts.STAGE2, "viral");
    ArmPlan plan = usual.plan().with(new ArmPlan.Cadence(BATCH, 2));
    return new ArmSettings(
        plan.with(plan.recipe().with(division)), usual.baseModel(), usual.teacherModel(), "");
  }

  private static MemoryRoom room(long bytes) {
    return MemoryRoom.ofOneArm(new FakeDevice(OptionalLong.of(bytes)));
  }

  private TrainingMemory needs(ArmSettings arm) throws IOException {
    return ArmMemory.needs(tiny.torch(), DirectoryKind.open(TinyRecipe.LLAVA), tiny.base(), arm);
  }

  private ArmMemory fresh(ArmSettings arm, long bytes) throws IOException {
    return ArmMemory.fresh(arm, room(bytes), needs(arm));
  }

  private ArmMemory resumed(ArmSettings arm, long bytes) throws IOException {
    return ArmMemory.resumed(arm, room(bytes), needs(arm), folder);
  }

  private long needed(int microBatch) throws IOException {
    return needs(arm(1, microBatch)).total();
  }

  /// With a tenth in reserve, rounded up.
  private long roomFor(int microBatch) throws IOException {
    return Math.ceilDiv(needed(microBatch) * 10, 9) + 1;
  }

  @Test
  void takesAllOfAStepWhereThereIsRoom() throws IOException {
    assertEquals(BATCH, fresh(arm(1, 0), AMPLE).microBatch());
    assertEquals(BATCH / 4, fresh(arm(4, 0), AMPLE).microBatch());
  }

  @Test
  void takesTheLargestMicroBatchThatLeavesATenth() throws IOException {
    assertEquals(3, fresh(arm(1, 0), roomFor(3)).microBatch());
    assertEquals(2, fresh(arm(1, 0), roomFor(3) - 3).microBatch());
    assertEquals(new Accumulation(1, 3), fresh(arm(1, 0), roomFor(3)).accumulation());
  }

  @Test
  void refusesAnArmThatHasNoRoomForOneSampleAndSaysWhatItNeeds() throws IOException {
    ArmRefused refused = assertThrows(ArmRefused.class, () -> fresh(arm(1, 0), needed(1)));
    String words = refused.toString();
    assertTrue(words.contains("passes of 1 sample ("), words);
    assertTrue(words.contains("activations"), words);
    assertTrue(words.contains("of fake:0 are there for it"), words);
    assertTrue(words.contains("recompute=by_block needs"), words);
  }

  @Test
  void keepsWhatItChoseWhateverIsThereLater() throws IOException {
    fresh(arm(1, 0), roomFor(3)).writeTo(folder);
    assertEquals(3, resumed(arm(1, 0), AMPLE).microBatch());
    assertEquals(3, resumed(arm(1, 0), needed(3)).microBatch());
    ArmRefused refused = assertThrows(ArmRefused.class, () -> resumed(arm(1, 0), needed(3) - 1));
    assertTrue(refused.toString().contains("passes of 3 samples"), refused.toString());
    assertTrue(refused.toString().contains("does not change"), refused.toString());
  }

  @Test
  void takesAllOfAShardInAnArmThatWasKnownBefore() throws IOException {
    ArmMemory known = resumed(arm(2, 0), 0);
    assertEquals(new Accumulation(2, 0), known.accumulation());
    assertEquals(BATCH / 2, known.microBatch());
  }

  @Test
  void leavesAMicroBatchThatIsNamedAsItIs() throws IOException {
    assertEquals(5, fresh(arm(1, 5), needed(5)).microBatch());
    assertThrows(ArmRefused.class, () -> fresh(arm(1, 5), needed(5) - 1));
    assertThrows(ArmRefused.class, () -> resumed(arm(1, 5), needed(5) - 1));
    fresh(arm(1, 5), needed(5)).writeTo(folder);
    assertFalse(Files.exists(folder.resolve("micro_batch.json")));
  }

  @Test
  void refusesToChooseWhereTheDeviceDoesNotTellItsMemory() throws IOException {
    MemoryRoom unknown = MemoryRoom.ofOneArm(new FakeDevice(OptionalLong.empty()));
    TrainingMemory needs = needs(arm(1, 5));
    ArmRefused refused =
        assertThrows(ArmRefused.class, () -> ArmMemory.fresh(arm(1, 0), unknown, needs));
    assertTrue(refused.toString().contains("microbatch="), refused.toString());
    assertDoesNotThrow(() -> ArmMemory.fresh(arm(1, 5), unknown, needs));
  }

  @Test
  void refusesAKeptNumberThatCannotBe() throws IOException {
    Files.writeString(folder.resolve("micro_batch.json"), "{\"microBatch\":17}");
    CheckpointRejected refused =
        assertThrows(CheckpointRejected.class, () -> resumed(arm(1, 0), AMPLE));
    assertTrue(refused.toString().contains("microBatch=17, expected 1 to 16"), refused.toString());
  }

  @Test
  void countsABaseOnceForArmsThatShareIt() throws IOException {
    TrainingMemory needs = needs(arm(1, 1));
    long base = needs.bytes(Part.LANGUAGE_MODEL) + needs.bytes(Part.ENCODER);
    MemoryRoom shared = room(base + 4_000).among(2);
    assertEquals(OptionalLong.of(base + 1_000), shared.available(needs));
    assertEquals(OptionalLong.of(base - 1), room(base - 1).among(2).available(needs));
  }

  @Test
  void needsMoreWhereTurnsAreIsolated() throws IOException {
    ArmSettings chained = arm(1, 5);
    Recipe.Form isolated = new Recipe.Form(Packing.ISOLATED, 0);
    ArmSettings masked =
        new ArmSettings(
            chained.plan().with(chained.recipe().with(isolated)),
            chained.baseModel(),
            chained.teacherModel(),
            "");
    assertTrue(needs(masked).total() > needs(chained).total());
  }

  @Test
  void goesOnInALearnerFromTheNumberThatItsCheckpointKept() throws Exception {
    ArmSettings arm = arm(1, 0);
    Path version = folder.resolve("version");
    try (Learner learner = tiny.source(arm, roomFor(3)).fresh()) {
      assertEquals(OptionalInt.of(3), learner.microBatch());
      WrittenCheckpoint.write(learner, tiny.fresh(arm, learner), arm, version);
    }
    try (Learner learner = tiny.source(arm, AMPLE).resumed(version)) {
      assertEquals(OptionalInt.of(3), learner.microBatch());
    }
    assertThrows(ArmRefused.class, () -> tiny.source(arm, needed(2)).resumed(version));
  }

  @Test
  void endsTheArmByNameWhereTheEngineFindsNoMemory() throws Exception {
    ArmSettings arm = arm(1, 4);
    try (Learner learner = exhausted(arm)) {
      PreparedSample sample =
          tiny.preparation(arm)
              .prepare(0, tiny.about("a", 0), tiny.about("a", 0).getSample().get());
      ArmRefused refused = assertThrows(ArmRefused.class, () -> learner.step(1, List.of(sample)));
      String words = refused.toString();
      assertTrue(words.contains("ran out of memory on fake:0"), words);
      assertTrue(words.contains("passes of 4 samples"), words);
      assertTrue(words.contains("a smaller microbatch= or recompute=by_block"), words);
      assertThrows(ArmRefused.class, () -> learner.rehearse(sample));
    }
  }

  /// A learner that finds no memory when it looks at a picture.
  private Learner exhausted(ArmSettings arm) throws IOException {
    Function<HashedPicture, PatchFeatures> seen =
        picture -> {
          Exhaustion.provoke(tiny.torch());
          throw new IllegalStateException("there was room");
        };
    Tuning tuning =
        Tuning.open(
            tiny.models(),
            new StudentSettings(TinyRecipe.LLAVA, new AdapterChoice.Embedded(), ResidualKind.NONE),
            new TuningSettings(
                Decoder.ADAPTER,
                new Target.None(),
                Comparison.COSINE,
                List.of(),
                Projectors.ONE,
                new ProjectorStart.Seeded(8, 1),
                0,
                64));
    TrainedConfig config =
        new TrainedConfig(
            tiny.base().reference(),
            tiny.base().frame(arm.recipe()),
            ResidualKind.NONE,
            List.of(),
            Optional.empty());
    return new RecipeLearner(
        new RecipeLearner.Parts(
            config,
            tuning,
            seen,
            Optional.empty(),
            tuning.trainer(1e-3, 1e-3, 4),
            fresh(arm, AMPLE)));
  }
}
