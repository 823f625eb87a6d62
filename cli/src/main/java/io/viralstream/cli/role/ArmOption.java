package io.viralstream.cli.role;

import io.viralstream.models.align.AlignmentSettings.Comparison;
import io.viralstream.models.align.AlignmentSettings.Projectors;
import io.viralstream.models.learn.StepSettings.Recomputation;
import io.viralstream.models.model.ResidualKind;
import io.viralstream.models.preprocess.FeatureType;
import io.viralstream.models.text.Packing;
import io.viralstream.models.tuning.TeacherGrid;
import io.viralstream.workers.train.ArmPlan;
import io.viralstream.workers.train.ArmPlan.Teaching;
import io.viralstream.workers.train.ArmPlan.Variant;
import io.viralstream.workers.train.Recipe.Division;
import io.viralstream.workers.train.Recipe.Extent;
import io.viralstream.workers.train.Recipe.Form;
import io.viralstream.workers.train.Recipe.Lora;
import io.viralstream.workers.train.Recipe.Parts;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// What may be said about an arm, once for all: as an option of `train`, as a part of what `up
/// --arm` takes, and where the plan holds it.
public enum ArmOption {
  RECIPE(
      "--recipe",
      "WHICH",
      Parts.class,
      "full, stage1, stage2 or finetune; its defaults replace all others (default: full).",
      plan -> plan.recipe().recipe(),
      (plan, value) -> plan.by(constant(Parts.class, value))),
  LAMBDA(
      "--lambda",
      "L",
      Double.class,
      "Weight of the alignment loss (default: 0.5; 0 for the arm `baseline`).",
      plan -> plan.alignment().lambda(),
      (plan, value) -> plan.with(plan.alignment().withLambda(Double.parseDouble(value)))),
  LAYER(
      "--layer",
      "N,…",
      String.class,
      "Blocks whose visual tokens are aligned, from 1 (default: the middle one).",
      ArmOption::layers,
      (plan, value) -> plan.with(withLayers(plan.alignment(), value))),
  TEACHER(
      "--teacher",
      "WHICH",
      String.class,
      "model, self (the student's own encoder), none, or a directory (default: model).",
      plan -> TeacherChoice.of(plan.alignment().teaching()),
      (plan, value) -> plan.with(plan.alignment().withTeaching(TeacherChoice.of(value).teaching))),
  FEATURES(
      "--teacher-features",
      "TYPE",
      FeatureType.class,
      "Type that the teacher's features are rounded to: f32, f16 or bf16 (default: f32, exact).",
      plan -> plan.alignment().teacherFeatures(),
      (plan, value) ->
          plan.with(
              plan.alignment()
                  .withTeacherFeatures(FeatureType.valueOf(value.toUpperCase(Locale.ROOT))))),
  SEED(
      "--seed",
      "N",
      Long.class,
      "Seed of the alignment projector (default: 1).",
      plan -> plan.alignment().seed(),
      (plan, value) -> plan.with(plan.alignment().withSeed(Long.parseLong(value)))),
  EVERY(
      "--checkpoint-every",
      "STEPS",
      Integer.class,
      "Steps from one checkpoint to the next (default: 50).",
      plan -> plan.cadence().checkpointEvery(),
      (plan, value) -> plan.with(plan.cadence().withCheckpointEvery(Integer.parseInt(value)))),
  WIDTH(
      "--width",
      "N",
      Integer.class,
      "Hidden width of the alignment projector (default: 256).",
      plan -> plan.alignment().alignmentWidth(),
      (plan, value) -> plan.with(plan.alignment().withWidth(Integer.parseInt(value)))),
  RATE(
      "--learning-rate",
      "RATE",
      Double.class,
      "Highest learning rate (default: 5e-4).",
      plan -> plan.optimization().learningRate(),
      (plan, value) -> plan.with(plan.optimization().withLearningRate(Double.parseDouble(value)))),
  COSINE(
      "--cosine",
      "STEPS",
      Long.class,
      "Lets a cosine bring the rate to zero in so many steps (default: constant).",
      plan -> plan.optimization().totalSteps(),
      (plan, value) -> plan.with(plan.optimization().withCosine(Long.parseLong(value)))),
  WARMUP(
      "--warm-up",
      "STEPS",
      Long.class,
      "Steps in which the rate rises (default: 8).",
      plan -> plan.optimization().warmUpSteps(),
      (plan, value) -> plan.with(plan.optimization().withWarmUp(Long.parseLong(value)))),
  BATCH(
      "--batch",
      "N",
      Integer.class,
      "Samples a step (default: 8).",
      plan -> plan.cadence().batch(),
      (plan, value) -> plan.with(plan.cadence().withBatch(Integer.parseInt(value)))),
  PROJECTOR_RATE(
      "--projector-rate",
      "RATE",
      Double.class,
      "Highest learning rate of P_φ, 0 for the one of all (stage2: 2e-5).",
      plan -> plan.recipe().projectorRate(),
      (plan, value) -> plan.with(plan.recipe().withProjectorRate(Double.parseDouble(value)))),
  RANK(
      "--rank",
      "N",
      Integer.class,
      "r of LoRA; α keeps its ratio to it (stage2: 128).",
      plan -> plan.recipe().lora().rank(),
      (plan, value) -> withLora(plan, lora -> lora.withRank(Integer.parseInt(value)))),
  ALPHA(
      "--alpha",
      "X",
      Double.class,
      "α of LoRA (stage2: 256).",
      plan -> plan.recipe().lora().alpha(),
      (plan, value) -> withLora(plan, lora -> lora.withAlpha(Double.parseDouble(value)))),
  DROPOUT(
      "--dropout",
      "X",
      Double.class,
      "Share of LoRA's inputs that is left out (stage2: 0.05).",
      plan -> plan.recipe().lora().dropout(),
      (plan, value) -> withLora(plan, lora -> lora.withDropout(Double.parseDouble(value)))),
  PACKING(
      "--packing",
      "HOW",
      Packing.class,
      "Turns of a sample: chained, or isolated from each other (recipes: chained).",
      plan -> plan.recipe().form().packing(),
      (plan, value) ->
          plan.with(
              plan.recipe()
                  .with(new Form(constant(Packing.class, value), plan.recipe().form().length())))),
  LENGTH(
      "--length",
      "N",
      Integer.class,
      "Tokens that a chained sample is cut to (recipes: 2048).",
      plan -> plan.recipe().form().length(),
      (plan, value) ->
          plan.with(
              plan.recipe()
                  .with(new Form(plan.recipe().form().packing(), Integer.parseInt(value))))),
  SHARDS(
      "--shards",
      "N",
      Integer.class,
      "Parts of a step whose gradients are summed in order (default: 1).",
      plan -> plan.recipe().division().shards(),
      (plan, value) -> withDivision(plan, each -> each.withShards(Integer.parseInt(value)))),
  MICRO_BATCH(
      "--micro-batch",
      "N",
      Integer.class,
      "Samples of a forward pass; 0: what memory has room for at the arm's first start (default).",
      plan -> plan.recipe().division().microBatch(),
      (plan, value) -> withDivision(plan, each -> each.withMicroBatch(Integer.parseInt(value)))),
  RECOMPUTE(
      "--recompute",
      "WHAT",
      Recomputation.class,
      "What a step computes again to keep less: none, or by_block (default: none).",
      plan -> plan.recipe().division().recomputation(),
      (plan, value) -> withDivision(plan, each -> each.with(constant(Recomputation.class, value)))),
  WEIGHTS(
      "--weights",
      "TYPE",
      WeightChoice.class,
      "Type of all that is frozen: f32, bf16, or the device's (default: device, kept then).",
      plan -> WeightChoice.of(plan.recipe().weights()),
      (plan, value) -> plan.with(plan.recipe().with(constant(WeightChoice.class, value).type()))),
  STEPS(
      "--steps",
      "N",
      Long.class,
      "A cosine with a warm-up of 3 % of so many steps, after which the arm stands still.",
      plan -> plan.recipe().extent().steps(),
      (plan, value) -> plan.ending(Long.parseLong(value))),
  FEEDS(
      "--feeds",
      "FEED,…",
      String.class,
      "Feeds whose samples are learnt; those of others are passed over (default: all).",
      plan -> String.join(",", plan.recipe().extent().feeds()),
      (plan, value) ->
          plan.with(plan.recipe().with(new Extent(plan.recipe().extent().steps(), words(value))))),
  PROJECTORS(
      "--projectors",
      "HOW",
      Projectors.class,
      "Several layers share one projector, or each has its own (default: one).",
      plan -> plan.alignment().variant().projectors(),
      (plan, value) -> withVariant(plan, each -> each.with(constant(Projectors.class, value)))),
  OBJECTIVE(
      "--objective",
      "WHAT",
      Comparison.class,
      "cosine, or relation between tokens, without a projector (default: cosine).",
      plan -> plan.alignment().variant().comparison(),
      (plan, value) -> withVariant(plan, each -> each.with(constant(Comparison.class, value)))),
  RESIDUAL(
      "--residual",
      "WHAT",
      ResidualKind.class,
      "none, projected (equation 3) or features (equation 4) (default: none).",
      plan -> plan.alignment().variant().residual(),
      (plan, value) -> withVariant(plan, each -> each.with(constant(ResidualKind.class, value)))),
  TEACHER_GRID(
      "--teacher-grid",
      "HOW",
      TeacherGrid.class,
      "CLIP or SigLIP with another grid: own (no L_VRA), positions or resized (default: own).",
      plan -> plan.alignment().variant().teacherGrid(),
      (plan, value) -> withVariant(plan, each -> each.with(constant(TeacherGrid.class, value))));

  private static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
  }

  private static List<String> words(String value) {
    return value.isEmpty() ? List.of() : List.of(value.split(","));
  }

  private static String layers(ArmPlan plan) {
    List<Integer> layers = plan.alignment().layers();
    return layers.isEmpty()
        ? "0"
        : layers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static ArmPlan.Alignment withLayers(ArmPlan.Alignment alignment, String value) {
    List<Integer> layers = words(value).stream().map(Integer::parseInt).toList();
    return alignment
        .withLayer(layers.getFirst())
        .with(alignment.variant().withMoreLayers(layers.subList(1, layers.size())));
  }

  private static ArmPlan withLora(ArmPlan plan, UnaryOperator<Lora> change) {
    return plan.with(plan.recipe().with(change.apply(plan.recipe().lora())));
  }

  private static ArmPlan withDivision(ArmPlan plan, UnaryOperator<Division> change) {
    return plan.with(plan.recipe().with(change.apply(plan.recipe().division())));
  }

  private static ArmPlan withVariant(ArmPlan plan, UnaryOperator<Variant> change) {
    return plan.with(plan.alignment().with(change.apply(plan.alignment().variant())));
  }

  /// The command line's words for where the features to align with come from.
  private enum TeacherChoice {
    MODEL(Teaching.TEACHER),
    NAMED(Teaching.NAMED),
    SELF(Teaching.SELF),
    NONE(Teaching.NONE);

    private final Teaching teaching;

    TeacherChoice(Teaching teaching) {
      this.teaching = teaching;
    }

    static TeacherChoice of(Teaching teaching) {
      return switch (teaching) {
        case TEACHER -> MODEL;
        case NAMED -> NAMED;
        case SELF -> SELF;
        case NONE -> NONE;
      };
    }

    static TeacherChoice of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  private final String option;
  private final String label;
  private final Class<?> type;
  private final String meaning;
  private final Function<ArmPlan, Object> read;
  private final BiFunction<ArmPlan, String, ArmPlan> write;

  ArmOption(
      String option,
      String label,
      Class<?> type,
      String meaning,
      Function<ArmPlan, Object> read,
      BiFunction<ArmPlan, String, ArmPlan> write) {
    this.option = option;
    this.label = label;
    this.type = type;
    this.meaning = meaning;
    this.read = read;
    this.write = write;
  }

  /// Whether this is one of the words for a teacher; else it is the directory of a named one.
  public static boolean isTeacherWord(String teacher) {
    return Arrays.stream(TeacherChoice.values())
        .anyMatch(choice -> choice.name().equalsIgnoreCase(teacher));
  }

  /// What an arm's text says of a teacher that is named by its directory.
  public static String namedTeacher() {
    return TeacherChoice.NAMED.name().toLowerCase(Locale.ROOT);
  }

  /// As `train` names it.
  public String option() {
    return option;
  }

  /// What help texts call its value.
  public String label() {
    return label;
  }

  /// What its value must be readable as.
  public Class<?> type() {
    return type;
  }

  /// Its help text.
  public String meaning() {
    return meaning;
  }

  /// As `up --arm` names it.
  String word() {
    return name().toLowerCase(Locale.ROOT).replace("_", "");
  }

  /// A part of an arm's text, such as `lambda=0.25`.
  ///
  /// @param value of the option's type
  public String text(Object value) {
    String written = String.valueOf(value);
    return word() + "=" + (value instanceof Enum ? written.toLowerCase(Locale.ROOT) : written);
  }

  /// What a plan holds.
  Object of(ArmPlan plan) {
    return read.apply(plan);
  }

  /// The plan with another value.
  ///
  /// @throws IllegalArgumentException where the value is none
  ArmPlan with(ArmPlan plan, String value) {
    return write.apply(plan, value);
  }

  /// What a part such as `lambda=0.25` is about, if anything.
  static Optional<ArmOption> known(String part) {
    return Arrays.stream(values()).filter(each -> part.startsWith(each.word() + "=")).findFirst();
  }

  /// @param written with its equals sign, such as `lambda=`
  /// @throws IllegalArgumentException where nothing is written so
  static ArmOption of(String written) {
    return Arrays.stream(values())
        .filter(each -> (each.word() + "=").equals(written))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(written));
  }
}
