package io.viralstream.workers.train;

import io.viralstream.models.align.AlignmentSettings.Comparison;
import io.viralstream.models.align.AlignmentSettings.Projectors;
import io.viralstream.models.learn.LearningRate;
import io.viralstream.models.model.ResidualKind;
import io.viralstream.models.preprocess.FeatureType;
import io.viralstream.models.tensor.AdamRule;
import io.viralstream.models.tuning.TeacherGrid;
import java.util.List;
import java.util.stream.Stream;

/// One way of training on the stream, before it is known from which model: all that is said about
/// an arm.
///
/// @param name lower-case letters, digits and hyphens
public record ArmPlan(
    String name, Alignment alignment, Optimization optimization, Cadence cadence, Recipe recipe) {
  private static final String BASELINE = "baseline";

  private static final Cadence STAGE1 = new Cadence(256, 20);
  private static final Cadence STAGE2 = new Cadence(128, 20);

  /// Each checkpoint holds the whole model.
  private static final Cadence FINETUNE = new Cadence(128, 100);

  /// As the default model is trained.
  public ArmPlan(String name, Alignment alignment, Optimization optimization, Cadence cadence) {
    this(name, alignment, optimization, cadence, Recipe.STANDARD);
  }

  public ArmPlan {
    require(
        name.matches("[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?"),
        "name",
        name,
        "lower-case letters, digits, -");
    boolean full = recipe.recipe() == Recipe.Parts.FULL;
    require(
        !full || alignment.teaching() != Teaching.NAMED,
        "teacher",
        "a directory",
        "model, self or none with the recipe full");
    require(
        !full || alignment.variant().equals(Variant.STANDARD),
        "variant",
        alignment.variant(),
        "one layer, one projector, cosine and no residual with the recipe full");
  }

  /// What the visual tokens are aligned with, and how strongly.
  ///
  /// @param lambda λ of equation 6; 0 trains with L_LM alone
  /// @param layer ℓ, the 1-based block whose visual tokens are aligned; 0 for the middle one
  /// @param alignmentWidth hidden width of P_π
  /// @param teaching where the features to align with come from
  /// @param seed of the alignment projector's first weights
  /// @param teacherFeatures the type to which the teacher's features are rounded before they are
  ///   used (docs/method.md §7.6)
  /// @param variant what the paper's ablations change
  public record Alignment(
      double lambda,
      int layer,
      int alignmentWidth,
      Teaching teaching,
      long seed,
      FeatureType teacherFeatures,
      Variant variant) {

    /// VIRAL as the paper has it by default, at the size of the default model.
    public static final Alignment STANDARD =
        new Alignment(.5, 0, 256, Teaching.TEACHER, 1, FeatureType.F32);

    /// At the paper's size, with a teacher of its own directory.
    static final Alignment PAPER = new Alignment(.5, 0, 2_048, Teaching.NAMED, 1, FeatureType.F32);

    /// As the paper has it by default.
    public Alignment(
        double lambda,
        int layer,
        int alignmentWidth,
        Teaching teaching,
        long seed,
        FeatureType teacherFeatures) {
      this(lambda, layer, alignmentWidth, teaching, seed, teacherFeatures, Variant.STANDARD);
    }

    public Alignment {
      require(lambda >= 0 && lambda <= 100, "lambda", lambda, "0 to 100");
      require(layer >= 0 && layer <= 256, "layer", layer, "0 to 256");
      require(
          alignmentWidth >= 1 && alignmentWidth <= 65_536,
          "alignmentWidth",
          alignmentWidth,
          "1 to 65536");
      require(
          (lambda == 0) == (teaching == Teaching.NONE),
          "teaching",
          teaching,
          "NONE exactly where lambda is 0");
    }

    /// Another λ; 0 means no teacher, and the first one above 0 means the model's own.
    public Alignment withLambda(double other) {
      Teaching known = teaching == Teaching.NONE ? Teaching.TEACHER : teaching;
      Teaching taught = other == 0 ? Teaching.NONE : known;
      return new Alignment(other, layer, alignmentWidth, taught, seed, teacherFeatures, variant);
    }

    public Alignment withLayer(int other) {
      return new Alignment(lambda, other, alignmentWidth, teaching, seed, teacherFeatures, variant);
    }

    public Alignment withWidth(int other) {
      return new Alignment(lambda, layer, other, teaching, seed, teacherFeatures, variant);
    }

    public Alignment withTeaching(Teaching other) {
      return new Alignment(lambda, layer, alignmentWidth, other, seed, teacherFeatures, variant);
    }

    public Alignment withSeed(long other) {
      return new Alignment(
          lambda, layer, alignmentWidth, teaching, other, teacherFeatures, variant);
    }

    public Alignment withTeacherFeatures(FeatureType other) {
      return new Alignment(lambda, layer, alignmentWidth, teaching, seed, other, variant);
    }

    public Alignment with(Variant other) {
      return new Alignment(lambda, layer, alignmentWidth, teaching, seed, teacherFeatures, other);
    }

    /// ℓ of all aligned layers; none for the middle one.
    public List<Integer> layers() {
      if (layer == 0) return List.of();
      return Stream.concat(Stream.of(layer), variant.moreLayers.stream()).toList();
    }
  }

  /// What the paper's ablations change of VIRAL (docs/method.md §2.5, §2.6 and §3).
  ///
  /// @param moreLayers aligned layers beside the first
  /// @param projectors whether the layers share P_π
  /// @param comparison of visual tokens with the target
  /// @param residual equation (3) or (4), behind the same layers
  /// @param teacherGrid what is done where the teacher's grid is not the student's
  public record Variant(
      List<Integer> moreLayers,
      Projectors projectors,
      Comparison comparison,
      ResidualKind residual,
      TeacherGrid teacherGrid) {
    public static final Variant STANDARD =
        new Variant(
            List.of(), Projectors.ONE, Comparison.COSINE, ResidualKind.NONE, TeacherGrid.OWN);

    public Variant {
      moreLayers = List.copyOf(moreLayers);
    }

    public Variant withMoreLayers(List<Integer> others) {
      return new Variant(others, projectors, comparison, residual, teacherGrid);
    }

    public Variant with(Projectors other) {
      return new Variant(moreLayers, other, comparison, residual, teacherGrid);
    }

    public Variant with(Comparison other) {
      return new Variant(moreLayers, projectors, other, residual, teacherGrid);
    }

    public Variant with(ResidualKind other) {
      return new Variant(moreLayers, projectors, comparison, other, teacherGrid);
    }

    public Variant with(TeacherGrid other) {
      return new Variant(moreLayers, projectors, comparison, residual, other);
    }
  }

  /// Where y of equation 7 comes from.
  public enum Teaching {
    /// The model directory's own teacher E.
    TEACHER,
    /// A teacher E that is named by its directory, whose hash the arm's settings hold.
    NAMED,
    /// The student's encoder, z (equation 5).
    SELF,
    /// Nowhere: no alignment.
    NONE
  }

  /// How a step moves the weights.
  ///
  /// @param learningRate the highest
  /// @param schedule how it moves over the steps
  /// @param totalSteps length of a cosine schedule; unused by a constant one
  /// @param warmUpSteps steps in which the rate rises from 0
  /// @param weightDecay AdamW's, decoupled
  /// @param beta1 AdamW's first moment
  /// @param beta2 AdamW's second moment
  /// @param clip largest gradient norm
  public record Optimization(
      double learningRate,
      Schedule schedule,
      long totalSteps,
      long warmUpSteps,
      double weightDecay,
      double beta1,
      double beta2,
      double clip) {

    public static final Optimization STANDARD =
        new Optimization(5e-4, Schedule.CONSTANT, 0, 8, 0, .9, .98, 1);

    static final Optimization STAGE1 =
        new Optimization(1e-3, Schedule.CONSTANT, 0, 8, 0, .9, .999, 1);
    static final Optimization STAGE2 =
        new Optimization(2e-4, Schedule.CONSTANT, 0, 8, 0, .9, .999, 1);
    static final Optimization FINETUNE =
        new Optimization(2e-5, Schedule.CONSTANT, 0, 8, 0, .9, .999, 1);

    public Optimization {
      require(learningRate > 0 && learningRate <= 1, "learningRate", learningRate, "above 0 to 1");
      require(totalSteps >= 0, "totalSteps", totalSteps, "0 or more");
      require(
          schedule == Schedule.CONSTANT || totalSteps > warmUpSteps,
          "totalSteps",
          totalSteps,
          "more than warmUpSteps for a cosine schedule");
      require(warmUpSteps >= 0, "warmUpSteps", warmUpSteps, "0 or more");
      require(weightDecay >= 0 && weightDecay < 1, "weightDecay", weightDecay, "0 to below 1");
      require(beta1 >= 0 && beta1 < 1, "beta1", beta1, "0 to below 1");
      require(beta2 >= 0 && beta2 < 1, "beta2", beta2, "0 to below 1");
      require(clip > 0, "clip", clip, "above 0");
    }

    public Optimization withLearningRate(double other) {
      return new Optimization(
          other, schedule, totalSteps, warmUpSteps, weightDecay, beta1, beta2, clip);
    }

    /// A cosine that reaches 0 after so many steps; 0 keeps the rate constant.
    public Optimization withCosine(long steps) {
      Schedule other = steps == 0 ? Schedule.CONSTANT : Schedule.COSINE;
      return new Optimization(
          learningRate, other, steps, warmUpSteps, weightDecay, beta1, beta2, clip);
    }

    public Optimization withWarmUp(long steps) {
      return new Optimization(
          learningRate, schedule, totalSteps, steps, weightDecay, beta1, beta2, clip);
    }

    /// The learning rate by step.
    LearningRate rate() {
      return switch (schedule) {
        case CONSTANT -> new LearningRate.Constant(learningRate, warmUpSteps);
        case COSINE -> new LearningRate.Cosine(learningRate, warmUpSteps, totalSteps);
      };
    }

    /// AdamW's constants.
    AdamRule rule() {
      return new AdamRule(beta1, beta2, weightDecay, 1e-8);
    }
  }

  /// How the learning rate moves after the warm-up.
  public enum Schedule {
    CONSTANT,
    COSINE
  }

  /// How often something is done.
  ///
  /// @param batch samples a step
  /// @param checkpointEvery steps from one checkpoint to the next
  public record Cadence(int batch, int checkpointEvery) {
    public static final Cadence STANDARD = new Cadence(8, 50);

    public Cadence {
      require(batch >= 1 && batch <= 1024, "batch", batch, "1 to 1024");
      require(checkpointEvery >= 1, "checkpointEvery", checkpointEvery, "1 or more");
    }

    public Cadence withBatch(int other) {
      return new Cadence(other, checkpointEvery);
    }

    public Cadence withCheckpointEvery(int steps) {
      return new Cadence(batch, steps);
    }
  }

  /// The default arm of a name: `baseline` trains without alignment, any other with VIRAL's.
  public static ArmPlan named(String name) {
    double lambda = name.equals(BASELINE) ? 0 : Alignment.STANDARD.lambda();
    return new ArmPlan(
        name, Alignment.STANDARD.withLambda(lambda), Optimization.STANDARD, Cadence.STANDARD);
  }

  /// The same arm by another recipe, whose defaults take the place of all settings.
  public ArmPlan by(Recipe.Parts parts) {
    double lambda = name.equals(BASELINE) ? 0 : Alignment.STANDARD.lambda();
    return switch (parts) {
      case FULL -> named(name);
      case STAGE1 ->
          new ArmPlan(
              name, Alignment.PAPER.withLambda(0), Optimization.STAGE1, STAGE1, Recipe.STAGE1);
      case STAGE2 ->
          new ArmPlan(
              name, Alignment.PAPER.withLambda(lambda), Optimization.STAGE2, STAGE2, Recipe.STAGE2);
      case FINETUNE ->
          new ArmPlan(
              name,
              Alignment.PAPER.withLambda(lambda),
              Optimization.FINETUNE,
              FINETUNE,
              Recipe.FINETUNE);
    };
  }

  /// A published model has no teacher of its own: there, the teacher is a named one.
  public ArmPlan with(Alignment other) {
    boolean hasOwn = recipe.recipe() == Recipe.Parts.FULL;
    boolean named = !hasOwn && other.teaching() == Teaching.TEACHER;
    Alignment fitting = named ? other.withTeaching(Teaching.NAMED) : other;
    return new ArmPlan(name, fitting, optimization, cadence, recipe);
  }

  public ArmPlan with(Optimization other) {
    return new ArmPlan(name, alignment, other, cadence, recipe);
  }

  public ArmPlan with(Cadence other) {
    return new ArmPlan(name, alignment, optimization, other, recipe);
  }

  /// A cosine over so many steps with a warm-up of 3 % of them, after which the arm stands still; 0
  /// goes on without end.
  public ArmPlan ending(long steps) {
    Recipe.Extent extent = new Recipe.Extent(steps, recipe.extent().feeds());
    if (steps == 0) return with(recipe.with(extent));
    long warmUp = Math.min(steps - 1, (long) Math.ceil(.03 * steps));
    return with(optimization.withWarmUp(warmUp).withCosine(steps)).with(recipe.with(extent));
  }

  public ArmPlan with(Recipe other) {
    return new ArmPlan(name, alignment, optimization, cadence, other);
  }

  /// The plan on the model that the arm starts from.
  ///
  /// @param baseModel its hash
  public ArmSettings on(String baseModel) {
    return new ArmSettings(this, baseModel);
  }

  static void require(boolean holds, String key, Object value, String expected) {
    if (!holds)
      throw new IllegalArgumentException("arm " + key + "=" + value + ", expected " + expected);
  }
}
