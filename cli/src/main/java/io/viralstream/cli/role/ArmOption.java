package io.viralstream.cli.role;

import io.viralstream.models.preprocess.FeatureType;
import io.viralstream.workers.train.ArmPlan;
import io.viralstream.workers.train.ArmPlan.Teaching;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;

/// What may be said about an arm, once for all: as an option of `train`, as a part of what `up
/// --arm` takes, and where the plan holds it.
public enum ArmOption {
  LAMBDA(
      "--lambda",
      "L",
      Double.class,
      "Weight of the alignment loss (default: 0.5; 0 for the arm `baseline`).",
      plan -> plan.alignment().lambda(),
      (plan, value) -> plan.with(plan.alignment().withLambda(Double.parseDouble(value)))),
  LAYER(
      "--layer",
      "N",
      Integer.class,
      "Block whose visual tokens are aligned, from 1 (default: the middle one).",
      plan -> plan.alignment().layer(),
      (plan, value) -> plan.with(plan.alignment().withLayer(Integer.parseInt(value)))),
  TEACHER(
      "--teacher",
      "WHICH",
      TeacherChoice.class,
      "model, self (the student's own encoder) or none (default: model).",
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
      (plan, value) -> plan.with(plan.cadence().withBatch(Integer.parseInt(value))));

  /// The command line's words for where the features to align with come from.
  private enum TeacherChoice {
    MODEL(Teaching.TEACHER),
    SELF(Teaching.SELF),
    NONE(Teaching.NONE);

    private final Teaching teaching;

    TeacherChoice(Teaching teaching) {
      this.teaching = teaching;
    }

    static TeacherChoice of(Teaching teaching) {
      return switch (teaching) {
        case TEACHER -> MODEL;
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
    return name().toLowerCase(Locale.ROOT);
  }

  /// A part of an arm's text, such as `lambda=0.25`.
  ///
  /// @param value of the option's type
  public String text(Object value) {
    String written = String.valueOf(value);
    return word() + "=" + (type.isEnum() ? written.toLowerCase(Locale.ROOT) : written);
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

  /// @param written with its equals sign, such as `lambda=`
  /// @throws IllegalArgumentException where nothing is written so
  static ArmOption of(String written) {
    return Arrays.stream(values())
        .filter(each -> (each.word() + "=").equals(written))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(written));
  }
}
