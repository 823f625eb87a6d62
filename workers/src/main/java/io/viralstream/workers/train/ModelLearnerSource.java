package io.viralstream.workers.train;

import io.viralstream.models.align.AlignmentProjector;
import io.viralstream.models.align.Objective;
import io.viralstream.models.align.VisionTeacher;
import io.viralstream.models.checkpoint.ModelConfig;
import io.viralstream.models.checkpoint.ModelDirectory;
import io.viralstream.models.checkpoint.StoredWeights;
import io.viralstream.models.checkpoint.StrictJson;
import io.viralstream.models.checkpoint.WeightFiles;
import io.viralstream.models.checkpoint.WeightsHash;
import io.viralstream.models.learn.Optimizer;
import io.viralstream.models.learn.TrainedParts;
import io.viralstream.models.learn.Trainer;
import io.viralstream.models.model.FreshWeights;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.VisionEncoder;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.VisionTransformerSettings;
import io.viralstream.models.model.VisionView;
import io.viralstream.models.model.WeightSource;
import io.viralstream.models.model.Weights;
import io.viralstream.models.preprocess.CachingImageEncoder;
import io.viralstream.models.preprocess.CachingTeacher;
import io.viralstream.models.preprocess.FeatureCache;
import io.viralstream.models.preprocess.FeatureFolder;
import io.viralstream.models.preprocess.FeatureType;
import io.viralstream.models.preprocess.HashedPicture;
import io.viralstream.models.preprocess.ImageEncoder;
import io.viralstream.models.preprocess.Preprocessing;
import io.viralstream.models.tensor.Torch;
import io.viralstream.workers.train.ModelLearner.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Opens the model that an arm learns: from its base model, or from a checkpoint.
///
/// The teacher always comes from the base model, whose hash the arm's settings hold.
public final class ModelLearnerSource implements Learner.Source {
  private final Torch torch;
  private final ModelDirectory base;
  private final ArmSettings arm;
  private final FeatureCache features;
  private final Optional<FeatureFolder> folder;

  /// Without a folder.
  public ModelLearnerSource(
      Torch torch, ModelDirectory base, ArmSettings arm, FeatureCache features) {
    this(torch, base, arm, features, Optional.empty());
  }

  /// @param features of pictures, kept by encoder and teacher
  /// @param folder for those of the teacher, if there is one
  public ModelLearnerSource(
      Torch torch,
      ModelDirectory base,
      ArmSettings arm,
      FeatureCache features,
      Optional<FeatureFolder> folder) {
    this.torch = torch;
    this.base = base;
    this.arm = arm;
    this.features = features;
    this.folder = folder;
  }

  /// How encoder and teacher take their pictures.
  public List<Preprocessing> preprocessings() throws IOException {
    ModelConfig config = base.config();
    List<Preprocessing> preprocessings = new ArrayList<>();
    preprocessings.add(preprocessing(config, config.vision().imageSize()));
    switch (arm.alignment().teaching()) {
      case TEACHER ->
          preprocessings.add(preprocessing(config, base.teacherConfig().view().imageSize()));
      case SELF, NONE -> {}
      case NAMED -> throw named();
    }
    return preprocessings;
  }

  private static Preprocessing preprocessing(ModelConfig config, int side) {
    return Preprocessing.padded(config.vision().view(), side);
  }

  @Override
  public Learner fresh() throws IOException {
    return new ModelLearner(open(base, FreshWeights.seeded(torch, arm.alignment().seed())));
  }

  @Override
  public Learner resumed(Path checkpoint) throws IOException {
    Model model = aligned(checkpoint);
    restore(model.trainer().optimizer().state(), checkpoint.resolve(ModelLearner.OPTIMIZER));
    TrainingFile training =
        StrictJson.read(checkpoint.resolve(TrainingFile.NAME), TrainingFile.class);
    model.trainer().optimizer().resumeAfter(training.step());
    return new ModelLearner(model);
  }

  private Model aligned(Path checkpoint) throws IOException {
    try (WeightFiles alignment = WeightFiles.file(checkpoint.resolve(ModelLearner.ALIGNMENT))) {
      return open(new ModelDirectory(checkpoint), new StoredWeights(torch, alignment));
    }
  }

  private Model open(ModelDirectory directory, WeightSource alignmentWeights) throws IOException {
    ModelConfig config = directory.config();
    VisionLanguageModel student = student(directory, config);
    VisionEncoder encoder = new VisionEncoder(torch, student.encoder());
    CachingImageEncoder studentImages = studentImages(config, encoder);
    Optional<Foundation> foundation = foundation();
    Optional<VisionTeacher> teacher = foundation.map(Foundation::model);
    Weights projector = Weights.from(alignmentWeights).under("alignment_projector.");
    Objective objective = objective(config, teacher, projector);
    Parameters alignment = objective.aligns() ? projector.collected() : Parameters.none();
    TrainedParts parts = TrainedParts.full(student, alignment);
    ArmPlan.Optimization optimization = arm.optimization();
    Optimizer optimizer =
        Optimizer.of(
            torch, parts.all(), optimization.rule(), optimization.rate(), optimization.clip());
    return new Model(
        torch,
        base,
        student,
        studentImages,
        alignment,
        teacher,
        taught(config, studentImages, foundation),
        new Trainer(student, objective, parts, optimizer));
  }

  private VisionLanguageModel student(ModelDirectory directory, ModelConfig config)
      throws IOException {
    try (WeightFiles weights = directory.weights()) {
      return new VisionLanguageModel(torch, config.model(), new StoredWeights(torch, weights));
    }
  }

  /// E where it is a model of its own.
  ///
  /// @param sha256 of the weights that were read, and of its settings
  private record Foundation(VisionTeacher model, String sha256) {}

  private Optional<Foundation> foundation() throws IOException {
    return switch (arm.alignment().teaching()) {
      case TEACHER -> Optional.of(openFoundation());
      case SELF, NONE -> Optional.empty();
      case NAMED -> throw named();
    };
  }

  /// [ArmPlan] refuses it.
  private static IllegalStateException named() {
    return new IllegalStateException("a model in our own layout has a teacher of its own");
  }

  private Foundation openFoundation() throws IOException {
    VisionTransformerSettings settings = base.teacherConfig();
    try (WeightFiles weights = base.teacherWeights()) {
      String sha256 = WeightsHash.of(settings, weights, "");
      return new Foundation(
          VisionTeacher.foundation(torch, settings, new StoredWeights(torch, weights)), sha256);
    }
  }

  private Objective objective(
      ModelConfig config, Optional<VisionTeacher> teacher, Weights projector) {
    return switch (arm.alignment().teaching()) {
      case NONE -> Objective.languageOnly();
      case NAMED -> throw named();
      case TEACHER, SELF -> {
        int layer =
            arm.alignment().layer() == 0
                ? config.language().middleBlock()
                : arm.alignment().layer();
        VisionView taught = teacher.map(VisionTeacher::view).orElse(config.vision().view());
        yield Objective.viral(
            arm.alignment().lambda(),
            layer,
            new AlignmentProjector(
                config.language().width(),
                arm.alignment().alignmentWidth(),
                taught.width(),
                projector));
      }
    };
  }

  /// The student's encoder is frozen, so the hash of the base model names it.
  private CachingImageEncoder studentImages(ModelConfig config, VisionEncoder encoder) {
    Preprocessing preprocessing = preprocessing(config, config.vision().imageSize());
    return new CachingImageEncoder(
        new ImageEncoder(preprocessing, encoder::encode),
        "student of "
            + CachingImageEncoder.key(
                arm.baseModel(), preprocessing, torch.numerics().weightType()),
        features);
  }

  /// y: the student's z where it is its own teacher, which needs no folder, since z is at hand.
  private Optional<Function<HashedPicture, PatchFeatures>> taught(
      ModelConfig config, CachingImageEncoder studentImages, Optional<Foundation> foundation) {
    FeatureType type = arm.alignment().teacherFeatures();
    return switch (arm.alignment().teaching()) {
      case NONE -> Optional.empty();
      case NAMED -> throw named();
      case SELF -> Optional.of(picture -> type.rounded(studentImages.see(picture)));
      case TEACHER -> foundation.map(teacher -> cachingTeacher(config, teacher)::see);
    };
  }

  private CachingTeacher cachingTeacher(ModelConfig config, Foundation foundation) {
    VisionTeacher model = foundation.model();
    Preprocessing preprocessing = preprocessing(config, model.view().imageSize());
    return new CachingTeacher(
        new ImageEncoder(preprocessing, model::features),
        CachingTeacher.key(foundation.sha256(), preprocessing, torch.settings()),
        model.view(),
        arm.alignment().teacherFeatures(),
        features,
        folder);
  }

  private void restore(Parameters state, Path file) throws IOException {
    try (WeightFiles files = WeightFiles.file(file)) {
      new StoredWeights(torch, files).into(state);
    }
  }
}
