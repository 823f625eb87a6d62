package io.viralstream.cli.role;

import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import io.viralstream.models.checkpoint.CheckpointRejected;
import io.viralstream.models.checkpoint.DefaultModel;
import io.viralstream.models.checkpoint.ModelDirectory;
import io.viralstream.models.preprocess.Preprocessing;
import io.viralstream.models.published.DirectoryKind;
import io.viralstream.models.tensor.WeightType;
import io.viralstream.models.text.PromptEncoder;
import io.viralstream.models.text.Tokenizer;
import io.viralstream.workers.train.ArmPlan;
import io.viralstream.workers.train.ArmPlan.Teaching;
import io.viralstream.workers.train.ArmSettings;
import io.viralstream.workers.train.Learner;
import io.viralstream.workers.train.ModelLearnerSource;
import io.viralstream.workers.train.RecipeLearnerSource;
import io.viralstream.workers.train.SampleLimits;
import io.viralstream.workers.train.TrainableModel;
import io.viralstream.workers.train.TrainableModel.NamedStart;
import io.viralstream.workers.train.TrainableModel.NamedTeacher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What an arm starts from, read without any weight: the base that the environment names, with the
/// arm's plan on it.
///
/// @param tokenizer which the caller closes
/// @param framings of pictures, all that its encoders ask for, or none where one is not known yet
record ArmStart(
    ArmSettings arm,
    Learner.Source learners,
    Tokenizer tokenizer,
    PromptEncoder prompts,
    List<Preprocessing> framings,
    SampleLimits limits) {
  /// Tokens of all isolated turns of a sample, beside the picture's.
  private static final int PACKED = 2_048;

  /// @throws IOException where the base model cannot be read
  /// @throws CheckpointRejected where the directory is none that the recipe trains
  static ArmStart of(WorkerTools tools, ArmPlan plan) throws IOException {
    return switch (plan.recipe().recipe()) {
      case FULL -> own(tools, plan);
      case STAGE1, STAGE2, FINETUNE -> published(tools, plan);
    };
  }

  private static ArmStart own(WorkerTools tools, ArmPlan plan) throws IOException {
    refuseStart(tools.environment());
    ModelDirectory base = baseModel(tools.environment());
    ArmSettings arm = plan.on(base.sha256());
    var learners =
        new ModelLearnerSource(
            tools.torch().in(WeightType.F32), base, arm, tools.features(), tools.featureFolder());
    Tokenizer tokenizer = base.tokenizer();
    return new ArmStart(
        arm,
        learners,
        tokenizer,
        new PromptEncoder(tokenizer, base.config().prompt()),
        learners.preprocessings(),
        SampleLimits.of(base.config(), PACKED));
  }

  /// The model that new arms start from: the one that travels with the product, or one that the
  /// environment names.
  ///
  /// @throws CheckpointRejected where the directory is none that an arm trains
  static ModelDirectory baseModel(Environment environment) throws IOException {
    if (environment.given(Setting.VIRAL_MODEL).isPresent())
      return DirectoryKind.open(environment.path(Setting.VIRAL_MODEL)).trainable();
    return DefaultModel.in(environment.path(Setting.VIRAL_CHECKPOINTS).resolve("base"));
  }

  static void refuseStart(Environment environment) {
    Optional<String> start = environment.given(Setting.VIRAL_FROM);
    if (start.isEmpty()) return;
    throw new CheckpointRejected(
        Setting.VIRAL_FROM
            + "="
            + start.get()
            + ": an arm with the recipe full starts from a whole model of our own layout; expected"
            + " that one as --model, and no --from");
  }

  private static ArmStart published(WorkerTools tools, ArmPlan plan) throws IOException {
    Environment environment = tools.environment();
    Path directory = named(environment, Setting.VIRAL_MODEL, "--model");
    Optional<NamedTeacher> teacher = teacher(environment, plan);
    TrainableModel base =
        TrainableModel.read(directory, BaseFolders.models(environment).describe(directory), teacher)
            .from(StartChoice.given(environment));
    ArmSettings arm =
        new ArmSettings(
            plan,
            base.reference().sha256(),
            teacher.map(NamedTeacher::sha256).orElse(""),
            base.start().map(NamedStart::name).orElse(""));
    Tokenizer tokenizer = Tokenizer.of(directory);
    return new ArmStart(
        arm,
        new RecipeLearnerSource(
            tools.models(), base, arm, tools.features(), tools.featureFolder(), tools.room()),
        tokenizer,
        new PromptEncoder(tokenizer, base.frame(plan.recipe())),
        teacher.isPresent() ? List.of() : List.of(base.studentFraming()),
        base.limits(plan.recipe().form()));
  }

  private static Optional<NamedTeacher> teacher(Environment environment, ArmPlan plan)
      throws IOException {
    if (plan.alignment().teaching() != Teaching.NAMED) return Optional.empty();
    Path directory = named(environment, Setting.VIRAL_TEACHER, "--teacher");
    return Optional.of(
        new NamedTeacher(directory, BaseFolders.hashes(environment).sha256(directory)));
  }

  private static Path named(Environment environment, Setting setting, String option) {
    if (environment.given(setting).isPresent()) return environment.path(setting);
    throw new CheckpointRejected(
        setting
            + " is not set: a recipe starts from a published directory; name it with "
            + option);
  }
}
