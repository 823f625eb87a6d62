package io.viralstream.cli.role;

import io.viralstream.workers.train.ArmSettings;
import java.util.Arrays;
import java.util.Locale;

/// What the command line says about an arm: its name, and what differs from the default training.
///
/// Written `viral`, `baseline`, or `NAME,lambda=0.25,layer=3,teacher=self,seed=7,every=20`, where
/// `rate=`, `cosine=`, `warmup=`, `batch=` and `width=` may be said too; `baseline` is λ = 0 unless
/// it says otherwise.
///
/// @param every steps from one checkpoint to the next
/// @param layer the block whose visual tokens are aligned, from 1; 0 is the middle one
/// @param width hidden width of P_π
public record ArmPlan(
    String name,
    double lambda,
    int layer,
    TeacherChoice teacher,
    long seed,
    int every,
    int width,
    Pace pace) {

  /// How fast it learns.
  ///
  /// @param rate the highest learning rate
  /// @param cosine steps until a cosine reaches zero; 0 keeps the rate constant
  /// @param warmUp steps in which the rate rises
  /// @param batch samples a step
  public record Pace(double rate, long cosine, long warmUp, int batch) {
    static final Pace STANDARD = new Pace(5e-4, 0, 8, 8);
  }

  /// Where the features to align with come from.
  public enum TeacherChoice {
    /// The model's own frozen teacher E.
    MODEL,
    /// The student's encoder (equation 5).
    SELF,
    /// Nowhere: no alignment.
    NONE
  }

  private static final String BASELINE = "baseline";
  private static final double LAMBDA = .5;
  private static final int CHECKPOINT_EVERY = 50;
  private static final int WIDTH = 256;

  /// @throws IllegalArgumentException where a value is out of its bounds; the worker's own settings
  ///   check the rest
  public ArmPlan {
    if (!(lambda >= 0 && lambda <= 100) || layer < 0 || every < 1)
      throw new IllegalArgumentException(
          "arm " + name + ": expected lambda 0 to 100, layer 0 or more, every 1 or more");
    if ((lambda == 0) != (teacher == TeacherChoice.NONE))
      throw new IllegalArgumentException("arm " + name + ": teacher=none exactly where lambda=0");
    if (!name.matches("[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?"))
      throw new IllegalArgumentException(
          "arm name=" + name + ", expected lower-case letters, digits, -");
  }

  /// The default arm of a name.
  public static ArmPlan named(String name) {
    double lambda = name.equals(BASELINE) ? 0 : LAMBDA;
    var teacher = lambda == 0 ? TeacherChoice.NONE : TeacherChoice.MODEL;
    return new ArmPlan(name, lambda, 0, teacher, 1, CHECKPOINT_EVERY, WIDTH, Pace.STANDARD);
  }

  /// @throws IllegalArgumentException where the text is none of the forms above, naming the part
  public static ArmPlan parse(String text) {
    var parts = text.split(",");
    var plan = named(parts[0]);
    for (var part : Arrays.copyOfRange(parts, 1, parts.length)) plan = plan.with(part);
    return plan;
  }

  private ArmPlan with(String part) {
    try {
      int equals = part.indexOf('=') + 1;
      var value = part.substring(equals);
      return switch (Key.of(part.substring(0, equals))) {
        case LAMBDA -> withLambda(Double.parseDouble(value));
        case LAYER -> with(Integer.parseInt(value), teacher, width);
        case TEACHER -> with(layer, teacher(value), width);
        case WIDTH -> with(layer, teacher, Integer.parseInt(value));
        case SEED -> with(Long.parseLong(value), every);
        case EVERY -> with(seed, Integer.parseInt(value));
        case RATE ->
            with(new Pace(Double.parseDouble(value), pace.cosine, pace.warmUp, pace.batch));
        case COSINE -> with(new Pace(pace.rate, Long.parseLong(value), pace.warmUp, pace.batch));
        case WARMUP -> with(new Pace(pace.rate, pace.cosine, Long.parseLong(value), pace.batch));
        case BATCH -> with(new Pace(pace.rate, pace.cosine, pace.warmUp, Integer.parseInt(value)));
      };
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("arm setting " + part + ", expected " + Key.EXPECTED, e);
    }
  }

  /// Another λ; none means no teacher, and the first one above none means the model's own.
  public ArmPlan withLambda(double other) {
    var fitting = other == 0 ? TeacherChoice.NONE : teacher;
    var taught = other > 0 && fitting == TeacherChoice.NONE ? TeacherChoice.MODEL : fitting;
    return new ArmPlan(name, other, layer, taught, seed, every, width, pace);
  }

  /// Another seed, and other distances between checkpoints.
  public ArmPlan with(long otherSeed, int otherEvery) {
    return new ArmPlan(name, lambda, layer, teacher, otherSeed, otherEvery, width, pace);
  }

  private ArmPlan with(int otherLayer, TeacherChoice otherTeacher, int otherWidth) {
    return new ArmPlan(name, lambda, otherLayer, otherTeacher, seed, every, otherWidth, pace);
  }

  private ArmPlan with(Pace other) {
    return new ArmPlan(name, lambda, layer, teacher, seed, every, width, other);
  }

  private static TeacherChoice teacher(String word) {
    return TeacherChoice.valueOf(word.toUpperCase(Locale.ROOT));
  }

  /// The settings of the arm on a base model.
  ArmSettings settings(String baseModel) {
    var standard = ArmSettings.viral(baseModel);
    return new ArmSettings(
        name,
        lambda,
        layer,
        width,
        teaching(),
        seed,
        pace.rate(),
        pace.cosine() == 0 ? ArmSettings.Schedule.CONSTANT : ArmSettings.Schedule.COSINE,
        pace.cosine(),
        pace.warmUp(),
        standard.weightDecay(),
        standard.beta1(),
        standard.beta2(),
        standard.clip(),
        pace.batch(),
        every,
        baseModel);
  }

  private ArmSettings.Teaching teaching() {
    return switch (teacher) {
      case MODEL -> ArmSettings.Teaching.TEACHER;
      case SELF -> ArmSettings.Teaching.SELF;
      case NONE -> ArmSettings.Teaching.NONE;
    };
  }

  /// The form that `parse` reads.
  public String text() {
    return String.join(
        ",",
        name,
        "lambda=" + lambda,
        "layer=" + layer,
        "teacher=" + teacher.name().toLowerCase(Locale.ROOT),
        "seed=" + seed,
        "every=" + every,
        "width=" + width,
        "rate=" + pace.rate,
        "cosine=" + pace.cosine,
        "warmup=" + pace.warmUp,
        "batch=" + pace.batch);
  }

  /// What may be said about an arm, as it is written before the value.
  private enum Key {
    LAMBDA,
    LAYER,
    TEACHER,
    SEED,
    EVERY,
    WIDTH,
    RATE,
    COSINE,
    WARMUP,
    BATCH;

    static final String EXPECTED =
        "lambda=, layer=, teacher=model|self|none, seed=, every=, width=, rate=, cosine=, warmup= or batch=";

    static Key of(String written) {
      return Arrays.stream(values())
          .filter(key -> (key.name().toLowerCase(Locale.ROOT) + "=").equals(written))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException(written));
    }
  }
}
