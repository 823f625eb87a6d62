package io.viralstream.cli.command;

import io.viralstream.cli.checkpoint.ConversationFile;
import io.viralstream.cli.checkpoint.ConversationFile.Conversation;
import io.viralstream.cli.checkpoint.LossReport;
import io.viralstream.cli.console.Progress;
import io.viralstream.cli.feed.ImageFolder;
import io.viralstream.models.checkpoint.SafetensorsWriter;
import io.viralstream.models.generate.ModelOpener;
import io.viralstream.models.learn.NotFinite;
import io.viralstream.models.learn.OptimizerStep.BatchLosses;
import io.viralstream.models.learn.OptimizerStep.SampleLosses;
import io.viralstream.models.learn.TrainSample;
import io.viralstream.models.learn.Trainer;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tuning.StudentSettings;
import io.viralstream.models.tuning.Tuning;
import io.viralstream.models.tuning.TuningSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `loss`: the losses of a file of conversations, to be compared with others.
@Command(
    name = "loss",
    description = {
      "Computes L_LM and L_VRA of a file of conversations, without a stack: turns chained as LLaVA",
      "trains, in the training prompt of the model's family, pictures padded to squares.",
      "L_LM alone without a teacher. With --steps, trains P_φ, P_π, and the adapter where there is",
      "one or the language model, on all samples at once, and shows the losses before each step;",
      "nothing is kept."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./viral loss --model llava-1.5-7b-hf --teacher dinov2-base --data train.json --images coco",
      "  ./viral loss --model llava-1.5-7b-hf --teacher dinov2-base --adapter run-1 \\",
      "      --alignment p.safetensors --data train.json --images coco --steps 10 --lr 2e-4 --json"
    })
public final class LossCommand implements Callable<Integer> {
  private static final int MOST_STEPS = 100_000;

  private final Invocation invocation;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private TuningOptions tuning = new TuningOptions();

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE",
      description = "Conversations in LLaVA's format, as `ingest` takes them.")
  private Path data = Path.of("");

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description = "The folder that names of pictures are looked up in.")
  private Optional<Path> images = Optional.empty();

  @Option(
      names = "--micro-batch",
      paramLabel = "N",
      description = "Samples of one forward pass; changes no sum (default: 8).")
  private int microBatch = 8;

  @Option(
      names = "--gradients",
      paramLabel = "FILE",
      description = {
        "Write the gradient of the total before the first step, of every tensor that is trained,",
        "as safetensors; a file that is there is replaced."
      })
  private Optional<Path> gradients = Optional.empty();

  @Option(names = "--steps", paramLabel = "N", description = "Steps of AdamW to make (default: 0).")
  private int steps = 0;

  @Option(
      names = "--lr",
      paramLabel = "X",
      description = "Learning rate of all but P_φ (default: 2e-4).")
  private double rate = 2e-4;

  @Option(
      names = "--projector-lr",
      paramLabel = "X",
      description = "Learning rate of P_φ (default: as --lr).")
  private Optional<Double> projectorRate = Optional.empty();

  @Mixin private DeviceOption device = new DeviceOption();
  @Mixin private WeightsOption weights = new WeightsOption();
  @Mixin private JsonOption json = new JsonOption();

  public LossCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException {
    TuningSettings settings = settings();
    Optional<ImageFolder> folder = Optional.empty();
    if (images.isPresent()) folder = Optional.of(new ImageFolder(images.get()));
    try (Torch torch = computing().torch();
        Tuning opened = open(invocation.models(torch), tuning.student(), settings)) {
      LossReport report = report(opened, conversations(opened, folder));
      invocation.console().result(json.form(), report.text(), report.json());
      return ExitCode.DONE;
    } catch (NotFinite bad) {
      throw CommandFailure.refused(String.valueOf(bad.getMessage()));
    }
  }

  private Invocation computing() {
    Invocation placed = device.over(invocation);
    try {
      return switch (tuning.decoder()) {
        case ADAPTER -> weights.over(placed);
        case FULL -> weights.inF32(placed);
      };
    } catch (IllegalArgumentException bad) {
      throw new ParameterException(spec.commandLine(), String.valueOf(bad.getMessage()), bad);
    }
  }

  private TuningSettings settings() {
    require(steps >= 0 && steps <= MOST_STEPS, "--steps=" + steps + ", expected 0 to 100000");
    require(isRate(rate), "--lr=" + rate + ", expected above 0 to 1");
    double projector = projectorRate.orElse(rate);
    require(isRate(projector), "--projector-lr=" + projector + ", expected above 0 to 1");
    require(
        microBatch >= 1 && microBatch <= 1024,
        "--micro-batch=" + microBatch + ", expected 1 to 1024");
    try {
      return tuning.settings();
    } catch (IllegalArgumentException bad) {
      throw new ParameterException(spec.commandLine(), String.valueOf(bad.getMessage()), bad);
    }
  }

  private static boolean isRate(double rate) {
    return rate > 0 && rate <= 1;
  }

  private void require(boolean holds, String message) {
    if (!holds) throw new ParameterException(spec.commandLine(), message);
  }

  private static Tuning open(ModelOpener models, StudentSettings student, TuningSettings settings)
      throws IOException {
    try {
      return Tuning.open(models, student, settings);
    } catch (IllegalArgumentException noRoom) {
      throw CommandFailure.refused(String.valueOf(noRoom.getMessage()));
    }
  }

  private List<Conversation> conversations(Tuning opened, Optional<ImageFolder> folder)
      throws IOException {
    try (Progress progress = invocation.console().progress("read", data.toFile().length())) {
      return new ConversationFile(data, folder).read(opened, progress);
    }
  }

  private LossReport report(Tuning opened, List<Conversation> conversations)
      throws IOException, NotFinite {
    List<TrainSample> samples = conversations.stream().map(Conversation::sample).toList();
    List<String> ids = conversations.stream().map(Conversation::id).toList();
    try (Trainer trainer = opened.trainer(rate, projectorRate.orElse(rate), microBatch)) {
      BatchLosses before = trainer.evaluate(samples);
      requireFinite(ids, before);
      if (gradients.isPresent()) {
        SafetensorsWriter.replace(
            gradients.get(), opened.gradients(trainer, samples, tuning.adapter()));
      }
      return new LossReport(ids, opened.lambda(), before, trace(trainer, samples));
    }
  }

  private List<BatchLosses> trace(Trainer trainer, List<TrainSample> samples) throws NotFinite {
    if (steps == 0) return List.of();
    List<BatchLosses> trace = new ArrayList<>();
    try (Progress progress = invocation.console().progress("train", steps)) {
      for (int step = 1; step <= steps; step++) {
        trace.add(trainer.step(samples).losses());
        progress.at(step, String.format(Locale.ROOT, "L_total %.4f", trace.getLast().total()));
      }
    }
    return trace;
  }

  private static void requireFinite(List<String> ids, BatchLosses losses) {
    for (int i = 0; i < ids.size(); i++) {
      SampleLosses sample = losses.samples().get(i);
      if (Double.isFinite(sample.language() + sample.alignment().orElse(0))) continue;
      throw CommandFailure.refused("sample " + ids.get(i) + ": its loss is not finite");
    }
  }
}
