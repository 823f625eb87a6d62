import io.viralstream.models.align.AlignmentProjector;
import io.viralstream.models.align.Objective;
import io.viralstream.models.learn.LearningRate;
import io.viralstream.models.learn.Optimizer;
import io.viralstream.models.learn.TrainSample;
import io.viralstream.models.learn.TrainedParts;
import io.viralstream.models.learn.Trainer;
import io.viralstream.models.model.FreshWeights;
import io.viralstream.models.model.PackedSample;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.Turn;
import io.viralstream.models.model.VisionEncoder;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.Weights;
import io.viralstream.models.published.PublishedModel;
import io.viralstream.models.tensor.AdamRule;
import io.viralstream.models.tensor.Device;
import io.viralstream.models.tensor.Numerics;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import io.viralstream.models.tensor.WeightType;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Trains a LLaVA directory, as `tools/golden/training_peer.py` does with transformers and PEFT.
///
/// Arguments: the directory, `full` or the directory of an adapter, the threads, the steps, the
/// device, `f32` or `bf16`, and `viral` where the middle block is aligned, by a P_π of width 256, with
/// features of width 768 that are there already. Prints one JSON object: how many numbers are trained,
/// the median of a step's milliseconds and the mean of its processor time (the pictures are encoded
/// within it), tokens a second, the first and the last step's L_LM, and the most memory of the host
/// that the process had, in MiB.
final class TrainingBench {
  private static final int SAMPLES = 8;
  private static final int PROMPT = 24;
  private static final int ANSWER = 8;
  private static final int WARMING = 5;
  private static final int TEACHER_WIDTH = 768;

  private final VisionLanguageModel model;
  private final VisionEncoder encoder;
  private final Trainer trainer;
  private final boolean aligns;

  private TrainingBench(VisionLanguageModel model, TrainedParts parts, Objective objective) {
    this.model = model;
    encoder = new VisionEncoder(model.torch(), model.encoder());
    aligns = objective.aligns();
    trainer =
        new Trainer(
            model,
            objective,
            parts,
            Optimizer.of(
                model.torch(),
                parts.all(),
                new AdamRule(.9, .98, 0, 1e-8),
                new LearningRate.Constant(5e-4, 0),
                1));
  }

  public static void main(String[] arguments) throws Exception {
    Optional<Path> adapter =
        arguments[1].equals("full") ? Optional.empty() : Optional.of(Path.of(arguments[1]));
    boolean viral = arguments.length > 6 && arguments[6].equals("viral");
    Numerics numerics =
        Numerics.of(Device.named(arguments[4]), WeightType.named(arguments[5]));
    Torch torch = Torch.open(new TorchSettings(Integer.parseInt(arguments[2]), numerics));
    try (PublishedModel published =
        PublishedModel.open(torch, Path.of(arguments[0]), adapter)) {
      VisionLanguageModel model = published.model();
      Parameters language =
          adapter.isPresent() ? model.adapterParameters() : model.languageParameters();
      Weights weights = Weights.from(FreshWeights.seeded(torch, 1));
      Objective objective = viral ? aligned(model, weights) : Objective.languageOnly();
      var parts = new TrainedParts(language, model.projectorParameters(), weights.collected());
      new TrainingBench(model, parts, objective).report(parts, Integer.parseInt(arguments[3]));
    }
  }

  private static Objective aligned(VisionLanguageModel model, Weights weights) {
    var settings = model.language().settings();
    var projector = new AlignmentProjector(settings.width(), 256, TEACHER_WIDTH, weights);
    return Objective.viral(.5, settings.middleBlock(), projector);
  }

  private void report(TrainedParts parts, int steps) throws Exception {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    double[] losses = new double[WARMING + steps];
    double[] spent = new double[losses.length];
    long before = 0;
    for (int i = 0; i < losses.length; i++) {
      if (i == WARMING) before = system.getProcessCpuTime();
      long began = System.nanoTime();
      losses[i] = trainer.step(batch()).losses().language();
      spent[i] = (System.nanoTime() - began) / 1e6;
    }
    double processor = (system.getProcessCpuTime() - before) / 1e6 / steps;
    System.out.printf(
        Locale.ROOT,
        "{\"trained\": %d, \"step_ms\": %.1f, \"cpu_ms\": %.1f, \"tokens_s\": %.1f,"
            + " \"first_loss\": %.4f, \"last_loss\": %.4f, \"peak_mib\": %d}%n",
        parts.all().elements(),
        median(spent),
        processor,
        1000 * batch().stream().mapToInt(each -> each.text().length()).sum() / median(spent),
        losses[0],
        losses[losses.length - 1],
        memory("VmHWM"));
    trainer.close();
  }

  /// A grey picture, a prompt of 24 to 31 tokens and an answer of 8 in each sample.
  private List<TrainSample> batch() {
    int side = encoder.view().imageSize();
    byte[] grey = new byte[side * side * 3];
    Arrays.fill(grey, (byte) 128);
    List<TrainSample> batch = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      int[] text = new int[PROMPT + i + ANSWER];
      for (int t = 0; t < text.length; t++) text[t] = 10 + (7 * t + i) % 200;
      boolean[] answer = new boolean[text.length];
      Arrays.fill(answer, PROMPT + i, text.length, true);
      PatchFeatures picture = encoder.encode(List.of(grey)).getFirst();
      var sample =
          new PackedSample(
              new int[] {1},
              picture.tokens(),
              List.of(new Turn(text, answer)),
              new PackedSample.Order.Chained(0));
      Optional<PatchFeatures> taught =
          aligns ? Optional.of(taught(picture.tokens(), i)) : Optional.empty();
      batch.add(new TrainSample(sample, Optional.of(picture), taught));
    }
    return batch;
  }

  private static PatchFeatures taught(int tokens, int sample) {
    float[] values = new float[tokens * TEACHER_WIDTH];
    for (int i = 0; i < values.length; i++) values[i] = (float) Math.sin(.7 * i + sample);
    return new PatchFeatures(values, tokens, TEACHER_WIDTH);
  }

  /// Of all steps but the first ones.
  private static double median(double[] steps) {
    double[] sorted = Arrays.copyOfRange(steps, WARMING, steps.length);
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static long memory(String key) throws Exception {
    for (String line : Files.readAllLines(Path.of("/proc/self/status")))
      if (line.startsWith(key + ":")) return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
    throw new IllegalStateException(key);
  }
}
