package io.viralstream.workers.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.images.PictureReader;
import io.viralstream.models.checkpoint.DirectoryHash;
import io.viralstream.models.checkpoint.ModelDirectory;
import io.viralstream.models.checkpoint.Safetensors;
import io.viralstream.models.checkpoint.StoredTensor;
import io.viralstream.models.checkpoint.TinyModelDirectory;
import io.viralstream.models.preprocess.FeatureCache;
import io.viralstream.models.preprocess.FeatureFolder;
import io.viralstream.models.preprocess.FeatureType;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import io.viralstream.models.text.PromptEncoder;
import io.viralstream.models.text.PromptTemplate;
import io.viralstream.models.text.Tokenizer;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.SampleResult;
import io.viralstream.schemas.avro.TrainStep;
import io.viralstream.schemas.avro.TrainTask;
import io.viralstream.schemas.avro.Turn;
import io.viralstream.workers.train.ArmPlan.Alignment;
import io.viralstream.workers.train.ArmPlan.Cadence;
import io.viralstream.workers.train.ArmPlan.Optimization;
import io.viralstream.workers.train.ArmPlan.Schedule;
import io.viralstream.workers.train.ArmPlan.Teaching;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelLearnerTest {
  private final Torch torch = Torch.open(TorchSettings.cpu(1));
  private final StoredPictures pictures = new StoredPictures();

  @TempDir Path folder;
  private ModelDirectory base;
  private Tokenizer tokenizer;

  @BeforeEach
  void open() throws IOException {
    base = TinyModelDirectory.write(torch, Files.createDirectory(folder.resolve("base")), 3);
    tokenizer = base.tokenizer();
  }

  @AfterEach
  void close() {
    tokenizer.close();
  }

  @ParameterizedTest
  @EnumSource(value = Teaching.class, names = "NAMED", mode = EnumSource.Mode.EXCLUDE)
  void learnsTheSameBitsWhenItIsKilledAndResumed(Teaching teaching) throws Exception {
    ArmSettings arm = arm(teaching);
    Path whole = Files.createDirectory(folder.resolve("whole"));
    Path half = Files.createDirectory(folder.resolve("half"));
    Path resumed = Files.createDirectory(folder.resolve("resumed"));
    TrainTask[] tasks = tasks(8);

    try (Learner learner = source(arm).fresh()) {
      Training training = fresh(arm, learner);
      take(training, tasks, 0, 8);
      WrittenCheckpoint.write(learner, training, arm, whole);
    }
    Checkpoint checkpoint;
    try (Learner learner = source(arm).fresh()) {
      Training training = fresh(arm, learner);
      take(training, tasks, 0, 4);
      checkpoint = WrittenCheckpoint.write(learner, training, arm, half);
      take(training, tasks, 4, 7); // dies with a step that no checkpoint covers
    }
    try (Learner learner = source(arm).resumed(half)) {
      Training training =
          Training.resumed(checkpoint, arm, learner, preparation(), trials(), FakeArm.CLOCK);
      take(training, tasks, 4, 8);
      WrittenCheckpoint.write(learner, training, arm, resumed);
    }
    assertEquals(DirectoryHash.of(whole), DirectoryHash.of(resumed));
    assertFalse(DirectoryHash.of(whole).equals(DirectoryHash.of(half)));
  }

  /// Steps in turn, teacher, optimizer and checkpoint included: no tensor may be shared.
  @ParameterizedTest
  @EnumSource(value = Teaching.class, names = "NAMED", mode = EnumSource.Mode.EXCLUDE)
  void learnsTheSameBitsBesideAnotherEngine(Teaching teaching) throws Exception {
    ArmSettings arm = arm(teaching);
    Path mine = Files.createDirectory(folder.resolve("mine"));
    Path others = Files.createDirectory(folder.resolve("others"));
    TrainTask[] tasks = tasks(6);
    try (Torch other = Torch.open(TorchSettings.cpu(1));
        Learner here = source(arm).fresh();
        Learner there = new ModelLearnerSource(other, base, arm, new FeatureCache(2_000)).fresh()) {
      Training first = fresh(arm, here);
      Training second = fresh(arm, there);
      for (int i = 0; i < tasks.length; i++) {
        first.take(i, tasks[i]);
        second.take(i, tasks[i]);
      }
      here.writeTo(mine);
      there.writeTo(others);
    }
    assertEquals(DirectoryHash.of(mine), DirectoryHash.of(others));
  }

  @ParameterizedTest
  @EnumSource(FeatureType.class)
  void learnsTheSameBitsWithoutAFolderAndWithAnEmptyAndAFullOne(FeatureType type) throws Exception {
    ArmSettings arm = rounding(type, Teaching.TEACHER);
    String without = trained(arm, Optional.empty());
    assertEquals(without, trained(arm, Optional.of(kept())), "empty");
    FeatureFolder full = kept();
    assertEquals(without, trained(arm, Optional.of(full)), "full");
    FeatureCache.Counts counts = full.counts();
    assertEquals(0, counts.misses());
    assertTrue(counts.hits() > 0);
  }

  @ParameterizedTest
  @EnumSource(
      value = Teaching.class,
      names = {"NONE", "NAMED"},
      mode = EnumSource.Mode.EXCLUDE)
  void learnsOtherBitsFromRoundedFeatures(Teaching teaching) throws Exception {
    String exact = trained(rounding(FeatureType.F32, teaching), Optional.empty());
    String rounded = trained(rounding(FeatureType.BF16, teaching), Optional.empty());
    assertNotEquals(exact, rounded);
  }

  /// The hash of what an arm learns of four samples.
  private String trained(ArmSettings arm, Optional<FeatureFolder> kept) throws Exception {
    Path trained = Files.createTempDirectory(folder, "trained");
    ModelLearnerSource source =
        new ModelLearnerSource(torch, base, arm, new FeatureCache(2_000), kept);
    try (Learner learner = source.fresh()) {
      take(fresh(arm, learner), tasks(4), 0, 4);
      learner.writeTo(trained);
    }
    return DirectoryHash.of(trained);
  }

  private FeatureFolder kept() {
    return FeatureFolder.at(folder.resolve("features"), 1 << 20, FakeArm.CLOCK);
  }

  private static ArmSettings rounding(FeatureType type, Teaching teaching) {
    ArmPlan plan = arm(teaching).plan();
    return plan.with(plan.alignment().withTeacherFeatures(type)).on("base");
  }

  @Test
  void changesDecoderAndProjectorsAndNeitherEncoderNorTeacher() throws Exception {
    ArmSettings arm = arm(Teaching.TEACHER);
    String teacher = DirectoryHash.of(base.path());
    Path start = Files.createDirectory(folder.resolve("start"));
    Path trained = Files.createDirectory(folder.resolve("trained"));
    try (Learner learner = source(arm).fresh()) {
      learner.writeTo(start);
      take(fresh(arm, learner), tasks(4), 0, 4);
      learner.writeTo(trained);
    }
    assertChanged(start, trained, ModelDirectory.WEIGHTS);
    assertChanged(start, trained, ModelLearner.ALIGNMENT);
    assertEquals(teacher, DirectoryHash.of(base.path()));
  }

  @Test
  void measuresBothLossesAndThePrequentialResult() throws Exception {
    ArmSettings arm = arm(Teaching.TEACHER);
    try (Learner learner = source(arm).fresh()) {
      Training training = fresh(arm, learner);
      take(training, tasks(2), 0, 2);
      TrainStep step = training.unpublished().getFirst();
      assertTrue(step.getLm() > 1, "near the logarithm of the vocabulary: " + step.getLm());
      double vra = step.getVra().orElseThrow();
      assertTrue(vra > -1 && vra < 1, "a cosine: " + vra);
      assertEquals(step.getLm() + .5 * vra, step.getTotal(), 1e-9);
      assertEquals(2, step.getSamples().getFirst().getAnswerTokens(), "yes and the end");
      assertEquals(1, step.getSamples().getFirst().getTurns());
    }
  }

  @Test
  void learnsASampleWhosePictureComesWithALaterTurn() throws Exception {
    ArmSettings arm = arm(Teaching.TEACHER);
    List<Turn> turns = List.of(new Turn("Hello", "yes"), new Turn("Is it red?", "yes"));
    try (Learner learner = source(arm).fresh()) {
      Training training = fresh(arm, learner);
      training.take(0, Tasks.about("a", pictures.add(0), 1, turns));
      training.take(1, Tasks.about("b", pictures.add(0), 0, turns));
      TrainStep step = training.unpublished().getFirst();
      SampleResult later = step.getSamples().getFirst();
      SampleResult first = step.getSamples().getLast();
      assertEquals(2, later.getTurns());
      assertEquals(first.getAnswerTokens(), later.getAnswerTokens());
      assertEquals(first.getVra().orElseThrow(), later.getVra().orElseThrow(), 1e-5);
      assertNotEquals(first.getLm(), later.getLm());
    }
  }

  private static void assertChanged(Path start, Path trained, String file) throws IOException {
    Safetensors before = Safetensors.open(start.resolve(file));
    for (StoredTensor after : Safetensors.open(trained.resolve(file)).tensors()) {
      float[] old = before.tensor(after.name()).floats();
      if (after.name().startsWith("vision_tower.")) {
        assertArrayEquals(old, after.floats(), after.name());
      } else {
        assertFalse(Arrays.equals(old, after.floats()), after.name());
      }
    }
  }

  private static void take(Training training, TrainTask[] tasks, int from, int to)
      throws Exception {
    for (int i = from; i < to; i++) training.take(i, tasks[i]);
  }

  /// Some about one picture twice, one about none.
  private TrainTask[] tasks(int count) {
    TrainTask[] tasks = new TrainTask[count];
    for (int i = 0; i < count; i++) tasks[i] = Tasks.about("s" + i, pictures.add(i % 3));
    tasks[1] = Tasks.sample("text alone");
    return tasks;
  }

  private Training fresh(ArmSettings arm, Learner learner) throws IOException {
    return Training.fresh(arm, learner, preparation(), trials(), FakeArm.CLOCK);
  }

  private PoisonTrials trials() throws IOException {
    return new PoisonTrials(CrashJournal.in(folder.resolve("attempts")));
  }

  private Learner.Source source(ArmSettings arm) {
    return new ModelLearnerSource(torch, base, arm, new FeatureCache(2_000));
  }

  private SamplePreparation preparation() throws IOException {
    return new SamplePreparation(
        new PromptEncoder(tokenizer, PromptTemplate.SHORT),
        pictures,
        PictureReader.standard(1L << 30),
        List.of(),
        SampleLimits.of(base.config(), 256));
  }

  private static ArmSettings arm(Teaching teaching) {
    double lambda = teaching == Teaching.NONE ? 0 : .5;
    return new ArmPlan(
            "arm",
            new Alignment(lambda, 0, 8, teaching, 1, FeatureType.F32),
            new Optimization(1e-2, Schedule.COSINE, 10, 2, 0, .9, .98, 1),
            new Cadence(2, 2))
        .on("base");
  }
}
