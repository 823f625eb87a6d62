package io.viralstream.workers.train;

import io.viralstream.images.PictureReader;
import io.viralstream.models.checkpoint.HashMemory;
import io.viralstream.models.generate.ModelOpener;
import io.viralstream.models.preprocess.FeatureCache;
import io.viralstream.models.published.BaseModels;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import io.viralstream.models.text.PromptEncoder;
import io.viralstream.models.text.Tokenizer;
import io.viralstream.schemas.avro.TrainTask;
import io.viralstream.workers.kafka.FakeKafka;
import io.viralstream.workers.train.TrainableModel.NamedStart;
import io.viralstream.workers.train.TrainableModel.NamedTeacher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// What arms on a tiny published LLaVA with a tiny DINOv2 need: r 2, P_π 8 wide, steps of two
/// samples.
public final class TinyRecipe implements AutoCloseable {
  private static final Path GOLDEN =
      Path.of("../models/src/test/resources/io/viralstream/models/golden")
          .toAbsolutePath()
          .normalize();
  static final Path LLAVA = GOLDEN.resolve("llava-vicuna-clip");
  static final Path DINO = GOLDEN.resolve("dinov2");

  private final StoredPictures pictures = new StoredPictures();
  private final Torch torch = Torch.open(TorchSettings.cpu(1));
  private final Path folder;
  private final ModelOpener models;
  private final Tokenizer tokenizer;
  private final TrainableModel base;

  private TinyRecipe(Path folder, Path llava, List<Path> searched) throws IOException {
    this.folder = folder;
    HashMemory hashes = new HashMemory(folder.resolve("hashes"));
    BaseModels bases = new BaseModels(searched, hashes);
    models = new ModelOpener(torch, bases);
    tokenizer = Tokenizer.of(llava);
    base =
        TrainableModel.read(
            llava, bases.describe(llava), Optional.of(new NamedTeacher(DINO, hashes.sha256(DINO))));
  }

  /// @param folder for what is written
  static TinyRecipe in(Path folder) throws IOException {
    return new TinyRecipe(folder, LLAVA, List.of());
  }

  /// On a base that lies somewhere else.
  ///
  /// @param searched folders where a base is looked for that is not at its place
  public static TinyRecipe on(Path llava, Path folder, Path... searched) throws IOException {
    return new TinyRecipe(folder, llava, List.of(searched));
  }

  /// A base of one's own, to be moved or changed.
  public static Path copiedBase(Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(LLAVA)) {
      for (Path file : files.toList()) Files.copy(file, to.resolve(file.getFileName()));
    }
    return to;
  }

  Torch torch() {
    return torch;
  }

  public ModelOpener models() {
    return models;
  }

  StoredPictures pictures() {
    return pictures;
  }

  TrainableModel base() {
    return base;
  }

  ArmSettings arm(Recipe.Parts parts, String name) {
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

  Learner.Source source(ArmSettings arm) {
    return source(arm, 1L << 40);
  }

  /// Where so many bytes are there to train in.
  Learner.Source source(ArmSettings arm, long bytes) {
    return source(arm, new FakeDevice(OptionalLong.of(bytes)));
  }

  Learner.Source source(ArmSettings arm, MemoryRoom.Device device) {
    return source(arm, base, device);
  }

  /// Of an arm that goes on from a version or an adapter.
  Learner.Source source(ArmSettings arm, NamedStart start) {
    return source(arm, base.from(Optional.of(start)), new FakeDevice(OptionalLong.of(1L << 40)));
  }

  private Learner.Source source(ArmSettings arm, TrainableModel from, MemoryRoom.Device device) {
    return new RecipeLearnerSource(
        models,
        from,
        arm,
        new FeatureCache(1 << 20),
        Optional.empty(),
        MemoryRoom.ofOneArm(device));
  }

  /// A device with a memory of one's choice.
  record FakeDevice(OptionalLong bytes) implements MemoryRoom.Device {
    @Override
    public String name() {
      return "fake:0";
    }
  }

  SamplePreparation preparation(ArmSettings arm) {
    return new SamplePreparation(
        new PromptEncoder(tokenizer, base.frame(arm.recipe())),
        pictures,
        PictureReader.standard(1L << 30),
        List.of(),
        base.limits(arm.recipe().form()));
  }

  /// Keeps step 0 and the two newest checkpoints of the arm.
  TrainParts parts(FakeKafka kafka, ArmSettings arm, CheckpointRoom room) {
    return new TrainParts(
        kafka,
        kafka.serdes(),
        arm,
        source(arm),
        preparation(arm),
        folder.resolve("checkpoints"),
        2,
        room,
        FakeArm.CLOCK);
  }

  /// The second one has no picture.
  TrainTask[] tasks(int count) {
    TrainTask[] tasks = new TrainTask[count];
    for (int i = 0; i < count; i++) tasks[i] = about("s" + i, i % 3);
    tasks[1] = Tasks.sample("text alone");
    return tasks;
  }

  TrainTask about(String id, int picture) {
    return Tasks.about(id, pictures.add(picture));
  }

  Training fresh(ArmSettings arm, Learner learner) throws IOException {
    return Training.fresh(arm, learner, preparation(arm), trials(), FakeArm.CLOCK);
  }

  PoisonTrials trials() throws IOException {
    return new PoisonTrials(CrashJournal.in(folder.resolve("attempts")));
  }

  /// Step 0 of an arm.
  public void writeStepZero(Path directory) throws IOException {
    Files.createDirectories(directory);
    try (Learner learner = source(arm(Recipe.Parts.STAGE2, "viral")).fresh()) {
      learner.writeTo(directory);
    }
  }

  @Override
  public void close() {
    tokenizer.close();
    long living = torch.living();
    torch.close();
    if (living > 0) throw new AssertionError(living + " tensors are left");
  }
}
