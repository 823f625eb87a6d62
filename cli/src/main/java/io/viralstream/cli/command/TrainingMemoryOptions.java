package io.viralstream.cli.command;

import io.viralstream.cli.checkpoint.TrainingMemoryReport;
import io.viralstream.cli.role.DeviceMemory;
import io.viralstream.models.learn.StepSettings.Recomputation;
import io.viralstream.models.model.LoraSettings;
import io.viralstream.models.published.Inspection;
import io.viralstream.models.published.Serving;
import io.viralstream.models.tensor.Numerics;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tuning.TrainingMemory;
import io.viralstream.models.tuning.TrainingMemory.Learning;
import io.viralstream.models.tuning.TrainingMemory.Step;
import io.viralstream.models.tuning.TrainingMemory.Student;
import io.viralstream.models.tuning.TrainingMemory.Teacher;
import io.viralstream.workers.train.MemoryRoom;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// Whose memory `inspect` tells where training is asked about: a recipe and its step.
final class TrainingMemoryOptions {
  private static final int LENGTH = 2_048;
  private static final int PASS = 8;
  private static final int RANK = 128;

  /// h of P_π.
  private static final int PROJECTOR_WIDTH = 2_048;

  private static final double DROPOUT = .05;

  private enum Recipe {
    /// P_φ alone.
    STAGE1(256),
    /// Adapters and P_φ.
    STAGE2(128),
    /// LM_θ and P_φ of a published model.
    FINETUNE(128),
    /// The same by another name.
    FULL(128);

    private final int batch;

    Recipe(int batch) {
      this.batch = batch;
    }
  }

  @Option(
      names = "--recipe",
      paramLabel = "WHAT",
      description = {
        "Tell the memory of training, part by part. stage1: the projector alone; stage2: LoRA",
        "adapters and the projector; finetune or full: language model and projector."
      })
  private Optional<Recipe> recipe = Optional.empty();

  @Option(
      names = "--teacher",
      paramLabel = "DIR",
      description = "With --recipe: a teacher whose features visual tokens are aligned with.")
  private Optional<Path> teacher = Optional.empty();

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "With --recipe: samples of a step (default: 256 for stage1, else 128).")
  private Optional<Integer> batch = Optional.empty();

  @Option(
      names = "--micro-batch",
      paramLabel = "N",
      description = "With --recipe: samples of one pass (default: 8, at most those of a step).")
  private Optional<Integer> microBatch = Optional.empty();

  @Option(
      names = "--length",
      paramLabel = "N",
      description = {
        "With --recipe: tokens of a sample, its picture's included (default: 2048, at most the",
        "model's context)."
      })
  private Optional<Integer> length = Optional.empty();

  @Option(
      names = "--rank",
      paramLabel = "R",
      description = "With --recipe stage2: the adapters' rank (default: 128).")
  private Optional<Integer> rank = Optional.empty();

  /// Nothing where no recipe is named.
  ///
  /// @throws IllegalArgumentException naming an option that does not fit the others or the model
  Optional<TrainingMemoryReport> report(Torch torch, Inspection found, Serving serving)
      throws IOException {
    if (recipe.isEmpty()) return Optional.empty();
    Numerics numerics =
        switch (recipe.get()) {
          case STAGE1, STAGE2 -> torch.numerics();
          case FULL, FINETUNE -> Numerics.on(torch.numerics().device()); // F32 throughout
        };
    TrainingMemory memory =
        new TrainingMemory(
            student(found, serving),
            teacher(torch),
            learning(recipe.get()),
            step(recipe.get(), serving),
            numerics.weights());
    String name = recipe.get().name().toLowerCase(Locale.ROOT);
    MemoryRoom room = MemoryRoom.ofOneArm(DeviceMemory.ofATrainer(numerics.device()));
    return Optional.of(new TrainingMemoryReport(name, numerics, memory, room.available(memory)));
  }

  /// @throws IllegalArgumentException where one asks for a recipe that is not named
  void demandSense() {
    if (recipe.isEmpty()) {
      boolean given =
          Stream.of(teacher, batch, microBatch, length, rank).anyMatch(Optional::isPresent);
      if (given) {
        throw new IllegalArgumentException(
            "--teacher, --batch, --micro-batch, --length and --rank need --recipe");
      }
    } else if (rank.isPresent() && recipe.get() != Recipe.STAGE2) {
      throw new IllegalArgumentException("--rank=" + rank.get() + " needs --recipe stage2");
    }
  }

  private static Student student(Inspection found, Serving serving) {
    return new Student(
        serving.language(),
        found.encoder(),
        serving.picture().map(Serving.PictureInput::width).orElse(0),
        serving.picture().map(Serving.PictureInput::positions).orElse(0));
  }

  private Optional<Teacher> teacher(Torch torch) throws IOException {
    if (teacher.isEmpty()) return Optional.empty();
    return Optional.of(Teacher.of(torch, teacher.get(), PROJECTOR_WIDTH));
  }

  private Learning learning(Recipe chosen) {
    return switch (chosen) {
      case STAGE1 -> new Learning.ProjectorAlone();
      case STAGE2 -> {
        int r = rank.orElse(RANK);
        yield new Learning.Adapters(new LoraSettings(r, 2.0 * r, DROPOUT, false));
      }
      case FINETUNE, FULL -> new Learning.Everything();
    };
  }

  private Step step(Recipe chosen, Serving serving) {
    int samples = batch.orElse(chosen.batch);
    int tokens = length.orElse(Math.min(LENGTH, serving.context()));
    if (tokens > serving.context()) {
      throw new IllegalArgumentException(
          "--length=" + tokens + ", the model has " + serving.context() + " positions");
    }
    int pass = microBatch.orElse(Math.min(PASS, samples));
    return new Step(samples, pass, tokens, Recomputation.NONE);
  }
}
