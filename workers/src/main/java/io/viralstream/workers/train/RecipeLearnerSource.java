package io.viralstream.workers.train;

import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.CheckpointStore;
import io.viralstream.models.checkpoint.DirectoryHash;
import io.viralstream.models.checkpoint.StoredWeights;
import io.viralstream.models.checkpoint.StrictJson;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.generate.LoadedModel;
import io.viralstream.models.generate.ModelOpener;
import io.viralstream.models.generate.ServingOptions;
import io.viralstream.models.learn.Optimizer;
import io.viralstream.models.learn.ParameterGroup.Trained;
import io.viralstream.models.learn.StepSettings;
import io.viralstream.models.learn.StepSettings.Dropout;
import io.viralstream.models.learn.TrainedParts;
import io.viralstream.models.learn.Trainer;
import io.viralstream.models.model.FreshAdapters;
import io.viralstream.models.model.FreshWeights;
import io.viralstream.models.model.LanguageModelSettings;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.ResidualKind;
import io.viralstream.models.model.VisionEncoder;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.VisualResidual;
import io.viralstream.models.preprocess.CachingImageEncoder;
import io.viralstream.models.preprocess.CachingTeacher;
import io.viralstream.models.preprocess.FeatureCache;
import io.viralstream.models.preprocess.FeatureFolder;
import io.viralstream.models.preprocess.HashedPicture;
import io.viralstream.models.preprocess.ImageEncoder;
import io.viralstream.models.preprocess.Preprocessing;
import io.viralstream.models.published.AdapterChoice;
import io.viralstream.models.published.DirectoryKind;
import io.viralstream.models.published.TrainedConfig;
import io.viralstream.models.published.TrainedStart;
import io.viralstream.models.tensor.AdamRule;
import io.viralstream.models.tensor.MemoryExhausted;
import io.viralstream.models.tensor.WeightType;
import io.viralstream.models.tuning.ProjectorStart;
import io.viralstream.models.tuning.Target;
import io.viralstream.models.tuning.TrainingMemory;
import io.viralstream.models.tuning.Tuning;
import io.viralstream.models.tuning.TuningSettings;
import io.viralstream.models.tuning.TuningSettings.Decoder;
import io.viralstream.workers.train.RecipeLearner.Parts;
import io.viralstream.workers.train.RecipeLearner.ResumeFile;
import io.viralstream.workers.train.TrainableModel.NamedStart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Opens a published base with what an arm's recipe puts on it: fresh, or as a checkpoint has it.
public final class RecipeLearnerSource implements Learner.Source {
  private final ModelOpener opener;
  private final TrainableModel base;
  private final ArmSettings arm;
  private final FeatureCache features;
  private final Optional<FeatureFolder> folder;
  private final MemoryRoom room;

  /// @param features of pictures, kept by encoder and teacher
  /// @param folder where the teacher's features are kept when the process ends, if anywhere
  /// @param room that the arm has to train in
  public RecipeLearnerSource(
      ModelOpener models,
      TrainableModel base,
      ArmSettings arm,
      FeatureCache features,
      Optional<FeatureFolder> folder,
      MemoryRoom room) {
    this.opener = models;
    this.base = base;
    this.arm = arm;
    this.features = features;
    this.folder = folder;
    this.room = room;
  }

  @Override
  public WeightType usualWeights() {
    return opener.torch().numerics().weightType();
  }

  @Override
  public Learner.Source of(ArmSettings decided) {
    return new RecipeLearnerSource(opener, base, decided, features, folder, room);
  }

  /// In the arm's type of weights, which is decided by now.
  private ModelOpener models() {
    return opener.in(arm.recipe().weightType());
  }

  /// P_π and the optimizer start anew, whatever the arm goes on from: they belong to how it trains.
  ///
  /// @throws ArmRefused where the arm cannot go on from what it is to start from
  @Override
  public Learner fresh() throws IOException {
    TrainingMemory needs = needs(DirectoryKind.open(base.directory()));
    ArmMemory memory = ArmMemory.fresh(arm, room, needs);
    try {
      return fresh(memory);
    } catch (MemoryExhausted shortage) {
      throw memory.exhausted(shortage);
    }
  }

  private Learner fresh(ArmMemory memory) throws IOException {
    ArmPlan.Alignment alignment = arm.alignment();
    LoadedModel student = base.start().isPresent() ? started(base.start().get()) : begun();
    return new RecipeLearner(
        parts(
            student,
            new ProjectorStart.Seeded(alignment.alignmentWidth(), alignment.seed()),
            memory));
  }

  private LoadedModel started(NamedStart start) throws IOException {
    try {
      TrainedStart files = TrainedStart.open(start.directory());
      start.requireUnchanged();
      files.requireFit(config());
      return holding(files);
    } catch (CheckpointRejected unfit) {
      throw new ArmRefused(
          "arm " + arm.name() + " cannot start from " + start.name() + ": " + unfit.getMessage(),
          unfit);
    }
  }

  private LoadedModel holding(TrainedStart files) throws IOException {
    LoadedModel student = begun();
    try {
      files.into(models().torch(), student.model());
      return student;
    } catch (IOException | RuntimeException refused) {
      student.close();
      throw refused;
    }
  }

  /// The base with what has still to learn on it.
  private LoadedModel begun() throws IOException {
    ArmPlan.Alignment alignment = arm.alignment();
    AdapterChoice adapter =
        arm.recipe()
            .lora()
            .settings()
            .<AdapterChoice>map(lora ->
                new AdapterChoice.Fresh(
                    FreshAdapters.seeded(models().torch(), lora, alignment.seed())))
            .orElseGet(AdapterChoice.Embedded::new);
    VisualResidual residual =
        alignment
            .variant()
            .residual()
            .of(layers(), FreshWeights.seeded(models().torch(), 0)); // A is zero
    return models().begin(config(), base.directory(), adapter, residual);
  }

  @Override
  public Learner resumed(Path checkpoint) throws IOException {
    Path resume = checkpoint.resolve(CheckpointStore.RESUME);
    requireResumable(checkpoint, resume);
    TrainingMemory needs = needs(models().describing(checkpoint));
    ArmMemory memory = ArmMemory.resumed(arm, room, needs, resume);
    try {
      return resumed(checkpoint, memory);
    } catch (MemoryExhausted shortage) {
      throw memory.exhausted(shortage);
    }
  }

  private Learner resumed(Path checkpoint, ArmMemory memory) throws IOException {
    Path resume = checkpoint.resolve(CheckpointStore.RESUME);
    Parts parts =
        parts(
            models().open(checkpoint, ServingOptions.published()),
            new ProjectorStart.Stored(
                resume.resolve(RecipeLearner.ALIGNMENT), arm.alignment().alignmentWidth()),
            memory);
    try (WeightFiles files = WeightFiles.file(resume.resolve(RecipeLearner.OPTIMIZER))) {
      new StoredWeights(models().torch(), files).into(parts.trainer().optimizer().state());
    }
    TrainingFile training =
        StrictJson.read(checkpoint.resolve(TrainingFile.NAME), TrainingFile.class);
    parts.trainer().optimizer().resumeAfter(training.step());
    return new RecipeLearner(parts);
  }

  private TrainingMemory needs(DirectoryKind model) throws IOException {
    return ArmMemory.needs(models().torch(), model, base, arm);
  }

  private static void requireResumable(Path checkpoint, Path resume) throws IOException {
    ResumeFile named = StrictJson.read(checkpoint.resolve(ResumeFile.NAME), ResumeFile.class);
    if (!DirectoryHash.of(resume).equals(named.sha256())) {
      throw new CheckpointRejected(
          checkpoint.getFileName()
              + ": "
              + CheckpointStore.RESUME
              + " has another hash than "
              + ResumeFile.NAME
              + " names");
    }
  }

  private Set<Integer> layers() throws IOException {
    List<Integer> named = arm.alignment().layers();
    LanguageModelSettings language = DirectoryKind.open(base.directory()).languageModel();
    return Set.copyOf(named.isEmpty() ? List.of(language.middleBlock()) : named);
  }

  private Parts parts(LoadedModel student, ProjectorStart projector, ArmMemory memory)
      throws IOException {
    Tuning tuning = aligned(student, projector);
    Function<HashedPicture, PatchFeatures> seen = studentImages(student.model())::see;
    Trainer trainer = trainer(tuning, memory);
    memory.log();
    return new Parts(config(), tuning, seen, taught(tuning, seen), trainer, memory);
  }

  private Tuning aligned(LoadedModel student, ProjectorStart projector) throws IOException {
    ArmPlan.Alignment alignment = arm.alignment();
    ArmPlan.Variant variant = alignment.variant();
    try {
      return Tuning.of(
          student,
          new TuningSettings(
              whole().isEmpty() ? Decoder.ADAPTER : Decoder.FULL,
              target(),
              variant.comparison(),
              alignment.layers(),
              variant.projectors(),
              projector,
              alignment.lambda(),
              base.context()));
    } catch (IllegalArgumentException noRoom) {
      throw new ArmRefused("arm " + arm.name() + ": " + noRoom.getMessage(), noRoom);
    }
  }

  private Target target() {
    ArmPlan.Alignment alignment = arm.alignment();
    return switch (alignment.teaching()) {
      case NONE -> new Target.None();
      case SELF -> new Target.OwnEncoder();
      case NAMED ->
          new Target.Teacher(
              base.teacher().orElseThrow().directory(), alignment.variant().teacherGrid());
      case TEACHER -> throw new IllegalStateException("a published model has no own teacher");
    };
  }

  private TrainedConfig config() throws IOException {
    Recipe recipe = arm.recipe();
    ResidualKind residual = arm.alignment().variant().residual();
    return new TrainedConfig(
        base.reference(),
        base.frame(recipe),
        residual,
        residual == ResidualKind.NONE ? List.of() : List.copyOf(layers()),
        recipe.lora().settings(),
        whole());
  }

  /// The parts of the base beside P_φ that are trained in full.
  private List<TrainedConfig.Part> whole() {
    return switch (arm.recipe().recipe()) {
      case STAGE1, STAGE2 -> List.of();
      case FINETUNE -> List.of(TrainedConfig.Part.LANGUAGE_MODEL);
      case FULL -> throw new IllegalStateException("a model of our own layout has no base");
    };
  }

  private CachingImageEncoder studentImages(VisionLanguageModel student) {
    VisionEncoder encoder = new VisionEncoder(models().torch(), student.encoder());
    return new CachingImageEncoder(
        new ImageEncoder(base.studentFraming(), encoder::encode),
        CachingImageEncoder.key(arm.baseModel(), base.studentFraming(), arm.recipe().weightType()),
        features);
  }

  private Optional<Function<HashedPicture, PatchFeatures>> taught(
      Tuning tuning, Function<HashedPicture, PatchFeatures> seen) {
    if (!tuning.alignment().objective().aligns()) return Optional.empty();
    if (tuning.teacher().isEmpty()) {
      return Optional.of(picture -> arm.alignment().teacherFeatures().rounded(seen.apply(picture)));
    }
    return tuning
        .teacher()
        .map(teacher -> {
          Preprocessing framing = base.framing(teacher.view().imageSize());
          String weights = arm.teacherModel() + " " + arm.alignment().variant().teacherGrid();
          CachingTeacher caching =
              new CachingTeacher(
                  new ImageEncoder(framing, teacher::features),
                  CachingTeacher.key(weights, framing, models().torch().settings()),
                  teacher.view(),
                  arm.alignment().teacherFeatures(),
                  features,
                  folder);
          return caching::see;
        });
  }

  private Trainer trainer(Tuning tuning, ArmMemory memory) {
    ArmPlan.Optimization optimization = arm.optimization();
    VisionLanguageModel student = tuning.student().model();
    TrainedParts parts = tuning.parts();
    AdamRule rule = optimization.rule();
    double projectorRate = arm.recipe().projectorRate();
    double factor = projectorRate == 0 ? 1 : projectorRate / optimization.learningRate();
    Parameters others = parts.language().with(student.residualParameters()).with(parts.aligned());
    Optimizer optimizer =
        new Optimizer(
            models().torch(),
            List.of(
                new Trained(others, rule, 1),
                new Trained(student.projectorParameters(), rule, factor)),
            optimization.rate(),
            optimization.clip());
    Dropout dropout = new Dropout(arm.recipe().lora().dropout(), arm.alignment().seed());
    return new Trainer(
        student,
        tuning.alignment().objective(),
        parts,
        optimizer,
        StepSettings.plain()
            .accumulating(memory.accumulation())
            .recomputing(arm.recipe().division().recomputation())
            .dropping(dropout));
  }
}
