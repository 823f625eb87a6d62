package io.viralstream.workers.train;

import io.viralstream.models.align.AlignmentProjector;
import io.viralstream.models.align.Objective;
import io.viralstream.models.align.VisionTeacher;
import io.viralstream.models.checkpoint.ModelConfig;
import io.viralstream.models.checkpoint.ModelDirectory;
import io.viralstream.models.checkpoint.StoredWeights;
import io.viralstream.models.checkpoint.StrictJson;
import io.viralstream.models.checkpoint.WeightFiles;
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
import io.viralstream.models.preprocess.FeatureCache;
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

  /// @param features of pictures, kept by encoder and teacher
  public ModelLearnerSource(
      Torch torch, ModelDirectory base, ArmSettings arm, FeatureCache features) {
    this.torch = torch;
    this.base = base;
    this.arm = arm;
    this.features = features;
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
    CachingImageEncoder studentImages =
        imageEncoder("student", config, config.vision().imageSize(), encoder::encode);
    Optional<VisionTeacher> teacher = teacher();
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
        teacherImages(config, studentImages, teacher),
        new Trainer(student, objective, parts, optimizer));
  }

  private VisionLanguageModel student(ModelDirectory directory, ModelConfig config)
      throws IOException {
    try (WeightFiles weights = directory.weights()) {
      return new VisionLanguageModel(torch, config.model(), new StoredWeights(torch, weights));
    }
  }

  private Optional<VisionTeacher> teacher() throws IOException {
    return switch (arm.alignment().teaching()) {
      case TEACHER -> Optional.of(foundation());
      case SELF, NONE -> Optional.empty();
    };
  }

  private VisionTeacher foundation() throws IOException {
    VisionTransformerSettings settings = base.teacherConfig();
    try (WeightFiles weights = base.teacherWeights()) {
      return VisionTeacher.foundation(torch, settings, new StoredWeights(torch, weights));
    }
  }

  private Objective objective(
      ModelConfig config, Optional<VisionTeacher> teacher, Weights projector) {
    return switch (arm.alignment().teaching()) {
      case NONE -> Objective.languageOnly();
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

  private Optional<CachingImageEncoder> teacherImages(
      ModelConfig config, CachingImageEncoder studentImages, Optional<VisionTeacher> teacher) {
    return switch (arm.alignment().teaching()) {
      case NONE -> Optional.empty();
      case SELF -> Optional.of(studentImages);
      case TEACHER ->
          teacher.map(
              model -> imageEncoder("teacher", config, model.view().imageSize(), model::features));
    };
  }

  /// Both encoders are frozen, so that the base model says what an eye of it sees.
  private CachingImageEncoder imageEncoder(
      String name,
      ModelConfig config,
      int side,
      Function<List<byte[]>, List<PatchFeatures>> encoder) {
    return new CachingImageEncoder(
        new ImageEncoder(preprocessing(config, side), encoder),
        name + " of " + arm.baseModel() + " ",
        features);
  }

  private void restore(Parameters state, Path file) throws IOException {
    try (WeightFiles files = WeightFiles.file(file)) {
      new StoredWeights(torch, files).into(state);
    }
  }
}
