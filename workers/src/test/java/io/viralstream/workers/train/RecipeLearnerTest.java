package io.viralstream.workers.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.images.PictureReader;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.DirectoryHash;
import io.viralstream.models.checkpoint.HashMemory;
import io.viralstream.models.checkpoint.StrictJson;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.generate.LoadedModel;
import io.viralstream.models.generate.ModelOpener;
import io.viralstream.models.generate.ServingOptions;
import io.viralstream.models.preprocess.FeatureCache;
import io.viralstream.models.published.BaseModels;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import io.viralstream.models.text.Packing;
import io.viralstream.models.text.PromptEncoder;
import io.viralstream.models.text.Tokenizer;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.TrainTask;
import io.viralstream.workers.train.TrainableModel.NamedTeacher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
  private static final Path GOLDEN =
      Path.of("../models/src/test/resources/io/viralstream/models/golden")
          .toAbsolutePath()
          .normalize();
  private static final Path LLAVA = GOLDEN.resolve("llava-vicuna-clip");
  private static final Path DINO = GOLDEN.resolve("dinov2");

  @TempDir Path folder;

  private final StoredPictures pictures = new StoredPictures();
  private Torch torch;
  private ModelOpener models;
  private Tokenizer tokenizer;
  private TrainableModel base;

  @BeforeEach
  void open() throws IOException {
    torch = Torch.open(TorchSettings.cpu(1));
    HashMemory hashes = new HashMemory(folder.resolve("hashes"));
    BaseModels bases = new BaseModels(List.of(), hashes);
    models = new ModelOpener(torch, bases);
    tokenizer = Tokenizer.of(LLAVA);
    base =
        TrainableModel.read(
            LLAVA, bases.describe(LLAVA), Optional.of(new NamedTeacher(DINO, hashes.sha256(DINO))));
  }

  @AfterEach
  void close() {
    tokenizer.close();
    assertEquals(0, torch.living(), "tensors are left");
    torch.close();
  }

  /// Small enough for a test: r 2, P_π 8 wide, steps of two samples.
  private ArmSettings arm(Recipe.Parts parts, String name) {
    ArmPlan plan =
        new ArmPlan(
                name,
                ArmPlan.Alignment.STANDARD,
                ArmPlan.Optimization.STANDARD,
                ArmPlan.Cadence.STANDARD)
            .by(parts);
    Recipe recipe = plan.recipe();
    if (parts == Recipe.Parts.STAGE2) recipe = recipe.with(recipe.lora().withRank(2));
    ArmPlan small =
        plan.with(recipe)
            .with(plan.alignment().withWidth(8))
            .with(plan.optimization().withLearningRate(1e-2).withWarmUp(0))
            .with(new ArmPlan.Cadence(2, 2));
    return new ArmSettings(
        small, base.reference().sha256(), base.teacher().orElseThrow().sha256(), "");
  }

  private Learner.Source source(ArmSettings arm) {
    return new RecipeLearnerSource(models, base, arm, new FeatureCache(1 << 20), Optional.empty());
  }

  private SamplePreparation preparation(ArmSettings arm) {
    return new SamplePreparation(
        new PromptEncoder(tokenizer, base.frame(arm.recipe())),
        pictures,
        PictureReader.standard(1L << 30),
        List.of(),
        base.limits(arm.recipe().form()));
  }

  private TrainTask[] tasks(int count) {
    TrainTask[] tasks = new TrainTask[count];
    for (int i = 0; i < count; i++) tasks[i] = Tasks.about("s" + i, pictures.add(i % 3));
    tasks[1] = Tasks.sample("text alone");
    return tasks;
  }

  private Training fresh(ArmSettings arm, Learner learner) throws IOException {
    return Training.fresh(arm, learner, preparation(arm), trials(), FakeArm.CLOCK);
  }

  private PoisonTrials trials() throws IOException {
    return new PoisonTrials(CrashJournal.in(folder.resolve("attempts")));
  }

  private static void take(Training training, TrainTask[] tasks, int from, int to)
      throws Exception {
    for (int i = from; i < to; i++) assertEquals(List.of(), training.take(i, tasks[i]));
  }

  private Checkpoint write(Learner learner, Training training, ArmSettings arm, Path directory)
      throws IOException {
    Files.createDirectories(directory);
    learner.writeTo(directory);
    StrictJson.write(
        directory.resolve(TrainingFile.NAME),
        new TrainingFile(
            training.step(),
            training.samples(),
            training.nextOffset(),
            Map.of(),
            List.of(),
            arm.alignment().seed(),
            arm.canonical()));
    return Checkpoint.newBuilder()
        .setModelVersion("arm-0-0")
        .setArm(arm.name())
        .setStep(training.step())
        .setUri("file:" + directory)
        .setSha256("")
        .setNextOffset(training.nextOffset())
        .setOpenEnds(List.of())
        .setCompletedEnds(List.of())
        .setSamples(training.samples())
        .setRepeated(false)
        .setSettings(arm.canonical())
        .setSettingsHash(arm.hash())
        .setAt(Instant.EPOCH)
        .build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"STAGE1 viral", "STAGE2 viral", "STAGE2 baseline"})
  void learnsTheSameBitsWhenItIsKilledAndResumed(String named) throws Exception {
    ArmSettings arm = arm(Recipe.Parts.valueOf(named.split(" ")[0]), named.split(" ")[1]);
    TrainTask[] tasks = tasks(8);
    Path whole = folder.resolve("whole");
    Path half = folder.resolve("half");
    Path resumed = folder.resolve("resumed");
    try (Learner learner = source(arm).fresh()) {
      Training training = fresh(arm, learner);
      take(training, tasks, 0, 8);
      assertEquals(4, training.step());
      write(learner, training, arm, whole);
    }
    Checkpoint checkpoint;
    try (Learner learner = source(arm).fresh()) {
      Training training = fresh(arm, learner);
      take(training, tasks, 0, 4);
      checkpoint = write(learner, training, arm, half);
      take(training, tasks, 4, 7); // dies with a step that no checkpoint covers
    }
    try (Learner learner = source(arm).resumed(half)) {
      Training training =
          Training.resumed(checkpoint, arm, learner, preparation(arm), trials(), FakeArm.CLOCK);
      take(training, tasks, 4, 8);
      write(learner, training, arm, resumed);
    }
    assertEquals(DirectoryHash.of(whole), DirectoryHash.of(resumed));
    assertEquals(
        DirectoryHash.of(whole.resolve(".resume")), DirectoryHash.of(resumed.resolve(".resume")));
    assertFalse(DirectoryHash.of(whole).equals(DirectoryHash.of(half)));
  }

  @Test
  void changesAdapterProjectorsAndNothingElse() throws Exception {
    ArmSettings arm = arm(Recipe.Parts.STAGE2, "viral");
    Path before = folder.resolve("before");
    Path after = folder.resolve("after");
    String teacher = DirectoryHash.of(DINO);
    try (Learner learner = source(arm).fresh()) {
      Training training = fresh(arm, learner);
      write(learner, training, arm, before);
      take(training, tasks(4), 0, 4);
      write(learner, training, arm, after);
    }
    for (String file : List.of("adapter_model.safetensors", ".resume/alignment.safetensors")) {
      try (WeightFiles first = WeightFiles.file(before.resolve(file));
          WeightFiles last = WeightFiles.file(after.resolve(file))) {
        for (String name : first.names()) {
          assertFalse(Arrays.equals(first.tensor(name).floats(), last.tensor(name).floats()), name);
        }
      }
    }
    assertEquals(teacher, DirectoryHash.of(DINO));
    assertEquals(base.reference().sha256(), DirectoryHash.of(LLAVA));
  }

  @Test
  void answersAtStepZeroAsItsBaseDoesWhenAskedAsTrained() throws Exception {
    ArmSettings arm = arm(Recipe.Parts.STAGE2, "viral");
    Path zero = folder.resolve("zero");
    Path trained = folder.resolve("trained");
    try (Learner learner = source(arm).fresh()) {
      Training training = fresh(arm, learner);
      write(learner, training, arm, zero);
      take(training, tasks(4), 0, 4);
      write(learner, training, arm, trained);
      // The trainer's model is still open: the base lies in memory once for all three.
      long before = torch.living();
      try (LoadedModel first = models.open(zero, ServingOptions.published());
          LoadedModel second = models.open(trained, ServingOptions.published())) {
        long each = (torch.living() - before) / 2;
        assertTrue(each < first.model().parameters().names().size(), each + " tensors each");
        for (String name : first.model().parameters().names()) {
          boolean own = name.startsWith("multi_modal_projector.");
          assertEquals(
              own,
              first.model().parameters().named(name) != second.model().parameters().named(name),
              name);
          if (own) continue;
          assertArrayEquals(
              first.model().parameters().read(torch, name),
              second.model().parameters().read(torch, name));
        }
      }
    }
  }

  @Test
  void refusesAPartForResumingThatIsNotTheOneItWrote() throws Exception {
    ArmSettings arm = arm(Recipe.Parts.STAGE2, "viral");
    Path version = folder.resolve("version");
    try (Learner learner = source(arm).fresh()) {
      write(learner, fresh(arm, learner), arm, version);
    }
    String hash = DirectoryHash.of(version);
    try (Stream<Path> files = Files.list(version.resolve(".resume"))) {
      Files.write(files.sorted().toList().getLast(), new byte[] {1});
    }
    assertEquals(hash, DirectoryHash.of(version), "what answers is as it was");
    CheckpointRejected refused =
        assertThrows(CheckpointRejected.class, () -> source(arm).resumed(version));
    assertTrue(refused.toString().contains(".resume"), refused.toString());
  }

  @Test
  void cutsASampleAtItsLengthAndRejectsOneWithoutAnAnswerTokenLeft() throws Exception {
    ArmSettings arm = arm(Recipe.Parts.STAGE2, "viral");
    Recipe.Form shorter = new Recipe.Form(Packing.CHAINED, 40);
    ArmSettings cut =
        new ArmSettings(
            arm.plan().with(arm.recipe().with(shorter)), arm.baseModel(), arm.teacherModel(), "");
    try (Learner learner = source(cut).fresh()) {
      Training training = fresh(cut, learner);
      assertEquals(
          "TOO_LONG",
          training.take(0, Tasks.about("a", pictures.add(0))).getFirst().category().name());
    }
  }
}
