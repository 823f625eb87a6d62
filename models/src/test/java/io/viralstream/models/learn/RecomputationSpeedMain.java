package io.viralstream.models.learn;

import io.viralstream.models.align.AlignmentProjector;
import io.viralstream.models.align.Objective;
import io.viralstream.models.learn.StepSettings.Recomputation;
import io.viralstream.models.model.Activation;
import io.viralstream.models.model.FeatureLayer;
import io.viralstream.models.model.FreshAdapters;
import io.viralstream.models.model.FreshWeights;
import io.viralstream.models.model.LanguageModelSettings;
import io.viralstream.models.model.LoraSettings;
import io.viralstream.models.model.ModelVariant;
import io.viralstream.models.model.PackedSample;
import io.viralstream.models.model.PackedSample.Order;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.Turn;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.VisionLanguageModelSettings;
import io.viralstream.models.model.VisionTransformerSettings;
import io.viralstream.models.model.Weights;
import io.viralstream.models.tensor.AdamRule;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/// Time and memory of steps that keep all activations, or recompute blocks, by hand: `none|by-block
/// full|adapters`, on one thread; 4 samples of 600 tokens, 10 blocks of width 256.
final class RecomputationSpeedMain {
  private static final int SAMPLES = 4;
  private static final int TEXT = 536;
  private static final int PATCHES = 64;
  private static final int STEPS = 6;
  private static final LoraSettings LORA = new LoraSettings(16, 32, .05, false);

  private RecomputationSpeedMain() {}

  public static void main(String[] arguments) throws Exception {
    Recomputation recomputation =
        Recomputation.valueOf(arguments[0].toUpperCase(Locale.ROOT).replace('-', '_'));
    boolean adapted = arguments[1].equals("adapters");
    try (Torch torch = Torch.open(TorchSettings.cpu(1));
        VisionLanguageModel model = model(torch, adapted)) {
      Weights weights = Weights.from(FreshWeights.seeded(torch, 3));
      AlignmentProjector projector = new AlignmentProjector(256, 512, 128, weights);
      Parameters alignment = weights.collected();
      Parameters language = adapted ? model.adapterParameters() : model.languageParameters();
      TrainedParts parts = new TrainedParts(language, model.projectorParameters(), alignment);
      StepSettings settings =
          StepSettings.plain()
              .recomputing(recomputation)
              .dropping(StepSettings.Dropout.of(LORA, 5));
      Optimizer optimizer =
          Optimizer.of(
              torch,
              parts.all(),
              new AdamRule(.9, .98, 0, 1e-8),
              new LearningRate.Constant(5e-4, 0),
              1);
      try (Trainer trainer =
          new Trainer(model, Objective.viral(.5, 5, projector), parts, optimizer, settings)) {
        report(arguments, trainer);
      }
    }
  }

  private static void report(String[] arguments, Trainer trainer) throws Exception {
    List<TrainSample> tiny = batch(1, 8);
    trainer.step(tiny);
    long before = memory("VmRSS:");
    List<TrainSample> batch = batch(SAMPLES, TEXT);
    trainer.step(batch);
    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    double loss = 0;
    for (int i = 0; i < STEPS; i++) loss = trainer.step(batch).losses().total();
    double millis =
        (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e6 / STEPS;
    System.out.printf(
        Locale.ROOT,
        "what=%s-%s cpuMillis=%.0f beforeMiB=%d stepMiB=%d loss=%s%n",
        arguments[1],
        arguments[0],
        millis,
        before,
        memory("VmHWM:") - before,
        loss);
  }

  /// In MiB.
  private static long memory(String line) throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(each -> each.startsWith(line))
        .mapToLong(each -> Long.parseLong(each.replaceAll("\\D", "")) / 1024)
        .sum();
  }

  private static VisionLanguageModel model(Torch torch, boolean adapted) {
    LanguageModelSettings language =
        new LanguageModelSettings(2000, 256, 10, 8, 8, 32, 688, 1024, 1e-5, 1e4, false, false);
    VisionTransformerSettings vision =
        new VisionTransformerSettings(
            112,
            14,
            128,
            1,
            4,
            512,
            Activation.GELU,
            true,
            1e-6,
            OptionalDouble.empty(),
            new FeatureLayer.AfterBlock(1),
            List.of(.6, .6, .6),
            List.of(.3, .3, .3));
    ModelVariant variant =
        adapted ? ModelVariant.adapted(FreshAdapters.seeded(torch, LORA, 4)) : ModelVariant.plain();
    VisionLanguageModelSettings shape = new VisionLanguageModelSettings(vision, language);
    return new VisionLanguageModel(torch, shape, FreshWeights.seeded(torch, 1), variant);
  }

  private static List<TrainSample> batch(int samples, int text) {
    Random random = new Random(2);
    boolean[] answer = new boolean[text];
    for (int i = text / 2; i < text; i++) answer[i] = true;
    return random
        .ints(samples)
        .mapToObj(seed -> {
          Turn turn = new Turn(new Random(seed).ints(text, 3, 2000).toArray(), answer);
          PackedSample packed =
              new PackedSample(new int[0], PATCHES, List.of(turn), new Order.Chained(0));
          Optional<PatchFeatures> features = Optional.of(features(seed));
          return new TrainSample(packed, features, features);
        })
        .toList();
  }

  private static PatchFeatures features(int seed) {
    Random random = new Random(seed);
    float[] values = new float[PATCHES * 128];
    for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian();
    return new PatchFeatures(values, PATCHES, 128);
  }
}
