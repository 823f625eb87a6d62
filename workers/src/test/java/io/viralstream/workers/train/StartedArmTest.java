package io.viralstream.workers.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.checkpoint.DirectoryHash;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.TrainTask;
import io.viralstream.workers.train.Recipe.Parts;
import io.viralstream.workers.train.TrainableModel.NamedStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Arms that go on from what an earlier arm learnt on the same base.
class StartedArmTest {
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

  /// The version of an arm after two steps.
  private NamedStart trained(Parts parts) throws Exception {
    ArmSettings arm = tiny.arm(parts, "first");
    Path version = folder.resolve("version");
    try (Learner learner = tiny.source(arm).fresh()) {
      Training training = tiny.fresh(arm, learner);
      TrainTask[] tasks = tiny.tasks(4);
      for (int i = 0; i < 4; i++) training.take(i, tasks[i]);
      WrittenCheckpoint.write(learner, training, arm, version);
    }
    return named(version);
  }

  private static NamedStart named(Path version) throws IOException {
    String sha256 = DirectoryHash.of(version);
    return new NamedStart(version, "first-2-" + sha256.substring(0, 12));
  }

  private ArmSettings from(NamedStart start, Parts parts) {
    ArmSettings arm = tiny.arm(parts, "second");
    return new ArmSettings(arm.plan(), arm.baseModel(), arm.teacherModel(), start.name());
  }

  private Parameters trainedParameters(RecipeLearner learner) {
    VisionLanguageModel model = learner.student().model();
    return model.parameters().with(model.adapterParameters());
  }

  private boolean isSame(Parameters one, Parameters other, String name) {
    return Arrays.equals(one.read(tiny.torch(), name), other.read(tiny.torch(), name));
  }

  @ParameterizedTest
  @CsvSource({
    "STAGE1, STAGE1",
    "STAGE1, STAGE2",
    "STAGE1, FINETUNE",
    "STAGE2, STAGE2",
    "FINETUNE, FINETUNE"
  })
  void beginsWithEveryNumberThatTheEarlierArmHadLearnt(Parts first, Parts second) throws Exception {
    NamedStart start = trained(first);
    try (RecipeLearner expected =
            (RecipeLearner) tiny.source(tiny.arm(first, "first")).resumed(start.directory());
        RecipeLearner found = (RecipeLearner) tiny.source(from(start, second), start).fresh();
        RecipeLearner fresh = (RecipeLearner) tiny.source(tiny.arm(second, "third")).fresh()) {
      Parameters learnt = trainedParameters(expected);
      for (String name : learnt.names()) {
        assertTrue(isSame(learnt, trainedParameters(found), name), name);
      }
      String projector = "multi_modal_projector.linear_1.weight";
      assertFalse(isSame(trainedParameters(fresh), trainedParameters(found), projector));
    }
  }

  @Test
  void learnsTheSameBitsWhenItIsKilledAndResumedWithoutItsStart() throws Exception {
    NamedStart start = trained(Parts.STAGE2);
    ArmSettings arm = from(start, Parts.STAGE2);
    TrainTask[] tasks = tiny.tasks(8);
    Path whole = folder.resolve("whole");
    Path half = folder.resolve("half");
    Path resumed = folder.resolve("resumed");
    try (Learner learner = tiny.source(arm, start).fresh()) {
      Training training = tiny.fresh(arm, learner);
      for (int i = 0; i < 8; i++) training.take(i, tasks[i]);
      WrittenCheckpoint.write(learner, training, arm, whole);
    }
    Checkpoint checkpoint;
    try (Learner learner = tiny.source(arm, start).fresh()) {
      Training training = tiny.fresh(arm, learner);
      for (int i = 0; i < 4; i++) training.take(i, tasks[i]);
      checkpoint = WrittenCheckpoint.write(learner, training, arm, half);
    }
    Files.move(start.directory(), folder.resolve("gone"));
    try (Learner learner = tiny.source(arm, start).resumed(half)) {
      Training training =
          Training.resumed(
              checkpoint, arm, learner, tiny.preparation(arm), tiny.trials(), FakeArm.CLOCK);
      for (int i = 4; i < 8; i++) training.take(i, tasks[i]);
      WrittenCheckpoint.write(learner, training, arm, resumed);
    }
    assertEquals(DirectoryHash.of(whole), DirectoryHash.of(resumed));
    assertEquals(
        DirectoryHash.of(whole.resolve(".resume")), DirectoryHash.of(resumed.resolve(".resume")));
  }

  @Test
  void startsItsAlignmentProjectorAndItsOptimizerAnew() throws Exception {
    NamedStart start = trained(Parts.STAGE2);
    ArmSettings arm = from(start, Parts.STAGE2);
    ArmSettings alone = tiny.arm(Parts.STAGE2, "second");
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    try (Learner learner = tiny.source(arm, start).fresh()) {
      WrittenCheckpoint.write(learner, tiny.fresh(arm, learner), arm, one);
    }
    try (Learner learner = tiny.source(alone).fresh()) {
      WrittenCheckpoint.write(learner, tiny.fresh(alone, learner), alone, two);
    }
    for (String file : new String[] {"alignment.safetensors", "optimizer.safetensors"}) {
      assertArrayEquals(
          Files.readAllBytes(two.resolve(".resume").resolve(file)),
          Files.readAllBytes(one.resolve(".resume").resolve(file)),
          file);
    }
  }

  @Test
  void refusesAStartThatDoesNotFitWasChangedOrIsGone() throws Exception {
    NamedStart start = trained(Parts.STAGE2);
    long before = tiny.torch().living();
    assertRefused(start, Parts.STAGE1, "arm second cannot start from " + start.name());
    assertRefused(start, Parts.FINETUNE, "holds an adapter");
    Path training = start.directory().resolve(TrainingFile.NAME);
    Files.writeString(training, Files.readString(training) + " ");
    assertRefused(start, Parts.STAGE2, "expected " + start.name());
    Files.move(start.directory(), folder.resolve("gone"));
    assertRefused(start, Parts.STAGE2, "no such directory");
    assertEquals(before, tiny.torch().living());
  }

  private void assertRefused(NamedStart start, Parts parts, String reason) {
    ArmRefused refused =
        assertThrows(ArmRefused.class, () -> tiny.source(from(start, parts), start).fresh());
    assertTrue(refused.toString().contains(reason), refused.toString());
  }
}
