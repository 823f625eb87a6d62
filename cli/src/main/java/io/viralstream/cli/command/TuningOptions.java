package io.viralstream.cli.command;

import io.viralstream.models.align.AlignmentSettings.Comparison;
import io.viralstream.models.align.AlignmentSettings.Projectors;
import io.viralstream.models.model.ResidualKind;
import io.viralstream.models.published.AdapterChoice;
import io.viralstream.models.tuning.ProjectorStart;
import io.viralstream.models.tuning.StudentSettings;
import io.viralstream.models.tuning.Target;
import io.viralstream.models.tuning.TeacherGrid;
import io.viralstream.models.tuning.TuningSettings;
import io.viralstream.models.tuning.TuningSettings.Decoder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// What a student is aligned with, and how.
final class TuningOptions {
  private static final int PROJECTOR_WIDTH = 2_048;

  /// What L_VRA compares.
  private enum ObjectiveName {
    /// P_π's cosine with the teacher's features, equation (7).
    COSINE,
    /// The relations between tokens with the teacher's.
    RELATION,
    /// P_π's cosine with the student's own encoder, equation (5).
    ENCODER
  }

  @Option(
      names = "--model",
      required = true,
      paramLabel = "DIR",
      description = "The student's directory.")
  private Path model = Path.of("");

  @Option(
      names = "--adapter",
      paramLabel = "DIR",
      description = "A LoRA adapter in PEFT's layout, beside the student's weights.")
  private Optional<Path> adapter = Optional.empty();

  @Option(
      names = "--train",
      paramLabel = "WHAT",
      description = {
        "What is trained of the language model. adapter: the adapter, where there is one; full: all",
        "of it, without an adapter (default: adapter)."
      })
  private Decoder decoder = Decoder.ADAPTER;

  /// What is trained of LM_θ.
  Decoder decoder() {
    return decoder;
  }

  @Option(
      names = "--teacher",
      paramLabel = "DIR",
      description = "A vision model's directory: CLIP, SigLIP, DINOv2, SAM, Depth Anything, RADIO.")
  private Optional<Path> teacher = Optional.empty();

  @Option(
      names = "--teacher-grid",
      paramLabel = "HOW",
      description = {
        "Where CLIP or SigLIP has another grid than the student. own: its samples have no L_VRA;",
        "positions: its position table is resampled; resized: its map is (default: own)."
      })
  private TeacherGrid grid = TeacherGrid.OWN;

  @Option(
      names = "--objective",
      paramLabel = "WHAT",
      description = {
        "cosine: with the teacher's features; relation: of the tokens' relations with the teacher's,",
        "without P_π; encoder: with the student's own encoder, without a teacher (default: cosine)."
      })
  private Optional<ObjectiveName> objective = Optional.empty();

  @Option(
      names = "--layer",
      paramLabel = "L,…",
      split = ",",
      description = "Decoder blocks that are aligned, from 1 (default: the middle one).")
  private List<Integer> layers = List.of();

  @Option(
      names = "--projectors",
      paramLabel = "HOW",
      description = "one: the layers share P_π; each: every layer has its own (default: one).")
  private Optional<Projectors> projectors = Optional.empty();

  @Option(
      names = "--alignment",
      paramLabel = "FILE",
      description = {
        "P_π as safetensors, layers.{0,2,4}.{weight,bias}, with --projectors each behind L.;",
        "without it, P_π is 2048 wide and starts from --seed."
      })
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--residual",
      paramLabel = "WHAT",
      description = {
        "What is added to the visual tokens behind the layers. none; projected: P_φ(z);",
        "features: A(z), A starting at zero (default: none)."
      })
  private ResidualKind residual = ResidualKind.NONE;

  @Option(names = "--lambda", paramLabel = "X", description = "λ, 0 to 100 (default: 0.5).")
  private double lambda = .5;

  @Option(
      names = "--length",
      paramLabel = "N",
      description = "Tokens that a sample is cut to, its picture's included (default: 2048).")
  private int length = 2_048;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of P_π (default: 1).")
  private long seed = 1;

  /// The directory of the adapter, if any.
  Optional<Path> adapter() {
    return adapter;
  }

  StudentSettings student() {
    return new StudentSettings(model, AdapterChoice.of(adapter), residual);
  }

  /// @throws IllegalArgumentException naming an option that does not fit the others
  TuningSettings settings() {
    demandSense();
    boolean relation = objective.orElse(ObjectiveName.COSINE) == ObjectiveName.RELATION;
    return new TuningSettings(
        decoder,
        target(),
        relation ? Comparison.RELATION : Comparison.COSINE,
        layers,
        projectors.orElse(Projectors.ONE),
        file.<ProjectorStart>map(ProjectorStart.Foreign::new)
            .orElseGet(() -> new ProjectorStart.Seeded(PROJECTOR_WIDTH, seed)),
        lambda,
        length);
  }

  private Target target() {
    if (objective.isPresent() && objective.get() == ObjectiveName.ENCODER) {
      return new Target.OwnEncoder();
    }
    return teacher.<Target>map(each -> new Target.Teacher(each, grid)).orElseGet(Target.None::new);
  }

  private void demandSense() {
    if (decoder == Decoder.FULL && adapter.isPresent()) {
      throw wrong("--adapter", "--train full trains the language model without one");
    }
    if (layers.size() != layers.stream().distinct().count()) {
      throw new IllegalArgumentException("--layer=" + layers + ", expected each layer once");
    }
    switch (objective.orElse(ObjectiveName.COSINE)) {
      case ENCODER -> {
        if (teacher.isPresent()) throw wrong("--teacher", "--objective encoder takes no teacher");
      }
      case RELATION -> {
        if (teacher.isEmpty()) throw wrong("--objective", "relation needs --teacher");
        if (file.isPresent()) throw wrong("--alignment", "--objective relation has no P_π");
        if (projectors.isPresent()) throw wrong("--projectors", "--objective relation has no P_π");
      }
      case COSINE -> {
        if (teacher.isPresent()) return;
        if (objective.isPresent()) throw wrong("--objective", "cosine needs --teacher");
        if (file.isPresent()) throw wrong("--alignment", "without --teacher there is no P_π");
        if (projectors.isPresent())
          throw wrong("--projectors", "without --teacher there is no P_π");
      }
    }
  }

  private static IllegalArgumentException wrong(String option, String reason) {
    return new IllegalArgumentException(option + ": " + reason);
  }
}
