package io.viralstream.workers.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.DirectoryHash;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.generate.LoadedModel;
import io.viralstream.models.generate.ServingOptions;
import io.viralstream.models.learn.StepSettings.Recomputation;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.tensor.Kind;
import io.viralstream.models.text.Packing;
import io.viralstream.models.tuning.TrainingMemory;
import io.viralstream.models.tuning.TrainingMemory.Learning;
import io.viralstream.models.tuning.TrainingMemory.Part;
import io.viralstream.models.tuning.TrainingMemory.Step;
import io.viralstream.models.tuning.TrainingMemory.Student;
import io.viralstream.models.tuning.TrainingMemory.Teacher;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.TrainTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Arms on a tiny published LLaVA with a tiny DINOv2.
class RecipeLearnerTest {
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

  private static void take(Training training, TrainTask[] tasks, int from, int to)
      throws Exception {
    for (int i = from; i < to; i++) assertEquals(List.of(), training.take(i, tasks[i]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"STAGE1 viral", "STAGE2 viral", "STAGE2 baseline", "FINETUNE viral"})
  void learnsTheSameBitsWhenItIsKilledAndResumed(String named) throws Exception {
    ArmSettings arm = tiny.arm(Recipe.Parts.valueOf(named.split(" ")[0]), named.split(" ")[1]);
    TrainTask[] tasks = tiny.tasks(8);
    Path whole = folder.resolve("whole");
    Path half = folder.resolve("half");
    Path resumed = folder.resolve("resumed");
    try (Learner learner = tiny.source(arm).fresh()) {
      Training training = tiny.fresh(arm, learner);
      take(training, tasks, 0, 8);
      assertEquals(4, training.step());
      WrittenCheckpoint.write(learner, training, arm, whole);
    }
    Checkpoint checkpoint;
    try (Learner learner = tiny.source(arm).fresh()) {
      Training training = tiny.fresh(arm, learner);
      take(training, tasks, 0, 4);
      checkpoint = WrittenCheckpoint.write(learner, training, arm, half);
      take(training, tasks, 4, 7); // dies with a step that no checkpoint covers
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
    assertFalse(DirectoryHash.of(whole).equals(DirectoryHash.of(half)));
  }

  @Test
  void changesAdapterProjectorsAndNothingElse() throws Exception {
    ArmSettings arm = tiny.arm(Recipe.Parts.STAGE2, "viral");
    Path before = folder.resolve("before");
    Path after = folder.resolve("after");
    String teacher = DirectoryHash.of(TinyRecipe.DINO);
    try (Learner learner = tiny.source(arm).fresh()) {
      Training training = tiny.fresh(arm, learner);
      WrittenCheckpoint.write(learner, training, arm, before);
      take(training, tiny.tasks(4), 0, 4);
      WrittenCheckpoint.write(learner, training, arm, after);
    }
    for (String file : List.of("adapter_model.safetensors", ".resume/alignment.safetensors")) {
      try (WeightFiles first = WeightFiles.file(before.resolve(file));
          WeightFiles last = WeightFiles.file(after.resolve(file))) {
        for (String name : first.names()) {
          assertFalse(Arrays.equals(first.tensor(name).floats(), last.tensor(name).floats()), name);
        }
      }
    }
    assertEquals(teacher, DirectoryHash.of(TinyRecipe.DINO));
    assertEquals(tiny.base().reference().sha256(), DirectoryHash.of(TinyRecipe.LLAVA));
  }

  @Test
  void changesAllButTheEncoderWhereItTrainsInFull() throws Exception {
    ArmSettings arm = tiny.arm(Recipe.Parts.FINETUNE, "viral");
    try (RecipeLearner learner = (RecipeLearner) tiny.source(arm).fresh();
        LoadedModel base =
            LoadedModel.open(tiny.torch(), TinyRecipe.LLAVA, ServingOptions.published())) {
      take(tiny.fresh(arm, learner), tiny.tasks(4), 0, 4);
      Parameters before = base.model().parameters();
      Parameters after = learner.student().model().parameters();
      assertEquals(before.names(), after.names());
      for (String name : before.names()) {
        boolean same =
            Arrays.equals(before.read(tiny.torch(), name), after.read(tiny.torch(), name));
        assertEquals(name.startsWith("vision_tower."), same, name);
      }
    }
    assertEquals(tiny.base().reference().sha256(), DirectoryHash.of(TinyRecipe.LLAVA));
  }

  /// As `inspect --recipe finetune` tells it: two moments of 4 bytes of each number that is
  /// trained.
  @Test
  void trainsInFullAsManyNumbersAsTheirMemoryIsWorkedOutOf() throws Exception {
    ArmSettings arm = tiny.arm(Recipe.Parts.FINETUNE, "viral");
    Path version = folder.resolve("version");
    try (RecipeLearner learner = (RecipeLearner) tiny.source(arm).fresh()) {
      WrittenCheckpoint.write(learner, tiny.fresh(arm, learner), arm, version);
      VisionLanguageModel model = learner.student().model();
      TrainingMemory memory =
          new TrainingMemory(
              new Student(
                  model.language().settings(),
                  model.encoderParameters().elements(),
                  model.encoder().view().width(),
                  model.encoder().view().patches()),
              Optional.of(new Teacher(0, 32, 8)), // d of the tiny DINOv2, h of TinyRecipe
              new Learning.Everything(),
              new Step(2, 2, 64, Recomputation.NONE),
              Kind.F32);
      long trained =
          numbers(version, "language_model.safetensors")
              + numbers(version, "projector.safetensors")
              + numbers(version, ".resume/alignment.safetensors");
      assertEquals(2 * 4 * trained, memory.bytes(Part.MOMENTS));
    }
  }

  private static long numbers(Path version, String file) throws IOException {
    long numbers = 0;
    try (WeightFiles files = WeightFiles.file(version.resolve(file))) {
      for (String name : files.names()) numbers += files.tensor(name).floats().length;
    }
    return numbers;
  }

  /// An arm that trains in full must not change the numbers that another one computes with.
  @Test
  void sharesTheEncoderAloneWithAnArmThatTrainsInFull() throws Exception {
    ArmSettings full = tiny.arm(Recipe.Parts.FINETUNE, "full");
    ArmSettings adapted = tiny.arm(Recipe.Parts.STAGE2, "baseline");
    try (RecipeLearner beside = (RecipeLearner) tiny.source(adapted).fresh();
        RecipeLearner learner = (RecipeLearner) tiny.source(full).fresh()) {
      Parameters shared = beside.student().model().parameters();
      Parameters own = learner.student().model().parameters();
      assertEquals(
          own.under("vision_tower.").elements(), learner.student().shared(), "the encoder");
      for (String name : own.names()) {
        assertEquals(name.startsWith("vision_tower."), own.named(name) == shared.named(name), name);
      }
    }
  }

  @Test
  void sharesTheBaseWithItsVersionsButForTheProjector() throws Exception {
    ArmSettings arm = tiny.arm(Recipe.Parts.STAGE2, "viral");
    Path zero = folder.resolve("zero");
    Path trained = folder.resolve("trained");
    try (Learner learner = tiny.source(arm).fresh()) {
      Training training = tiny.fresh(arm, learner);
      WrittenCheckpoint.write(learner, training, arm, zero);
      take(training, tiny.tasks(4), 0, 4);
      WrittenCheckpoint.write(learner, training, arm, trained);
      // The trainer's model is still open: the base lies in memory once for all three.
      long before = tiny.torch().living();
      try (LoadedModel first = tiny.models().open(zero, ServingOptions.published());
          LoadedModel second = tiny.models().open(trained, ServingOptions.published())) {
        long each = (tiny.torch().living() - before) / 2;
        assertTrue(each < first.model().parameters().names().size(), each + " tensors each");
        for (String name : first.model().parameters().names()) {
          boolean own = name.startsWith("multi_modal_projector.");
          assertEquals(
              own,
              first.model().parameters().named(name) != second.model().parameters().named(name),
              name);
          if (own) continue;
          assertArrayEquals(
              first.model().parameters().read(tiny.torch(), name),
              second.model().parameters().read(tiny.torch(), name));
        }
      }
    }
  }

  @Test
  void refusesAPartForResumingThatIsNotTheOneItWrote() throws Exception {
    ArmSettings arm = tiny.arm(Recipe.Parts.STAGE2, "viral");
    Path version = folder.resolve("version");
    try (Learner learner = tiny.source(arm).fresh()) {
      WrittenCheckpoint.write(learner, tiny.fresh(arm, learner), arm, version);
    }
    String hash = DirectoryHash.of(version);
    try (Stream<Path> files = Files.list(version.resolve(".resume"))) {
      Files.write(files.sorted().toList().getLast(), new byte[] {1});
    }
    assertEquals(hash, DirectoryHash.of(version), "what answers is as it was");
    CheckpointRejected refused =
        assertThrows(CheckpointRejected.class, () -> tiny.source(arm).resumed(version));
    assertTrue(refused.toString().contains(".resume"), refused.toString());
  }

  @Test
  void cutsASampleAtItsLengthAndRejectsOneWithoutAnAnswerTokenLeft() throws Exception {
    ArmSettings arm = tiny.arm(Recipe.Parts.STAGE2, "viral");
    Recipe.Form shorter = new Recipe.Form(Packing.CHAINED, 40);
    ArmSettings cut =
        new ArmSettings(
            arm.plan().with(arm.recipe().with(shorter)), arm.baseModel(), arm.teacherModel(), "");
    try (Learner learner = tiny.source(cut).fresh()) {
      Training training = tiny.fresh(cut, learner);
      assertEquals("TOO_LONG", training.take(0, tiny.about("a", 0)).getFirst().category().name());
    }
  }
}
