package io.viralstream.models.learn;

import io.viralstream.models.align.AlignmentProjector;
import io.viralstream.models.align.Objective;
import io.viralstream.models.align.VisionTeacher;
import io.viralstream.models.generate.BatchSettings;
import io.viralstream.models.generate.Completion;
import io.viralstream.models.generate.Generator;
import io.viralstream.models.generate.Question;
import io.viralstream.models.generate.Request;
import io.viralstream.models.generate.Sampling;
import io.viralstream.models.generate.Stopping;
import io.viralstream.models.model.Activation;
import io.viralstream.models.model.FeatureLayer;
import io.viralstream.models.model.FreshWeights;
import io.viralstream.models.model.LanguageModelSettings;
import io.viralstream.models.model.PackedSample;
import io.viralstream.models.model.Parameters;
import io.viralstream.models.model.PatchFeatures;
import io.viralstream.models.model.Turn;
import io.viralstream.models.model.VisionEncoder;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.VisionLanguageModelSettings;
import io.viralstream.models.model.VisionTransformerSettings;
import io.viralstream.models.model.Weights;
import io.viralstream.models.tensor.AdamRule;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/// What a step of the default model costs on one thread, by hand: 8 pictures with 44 questions.
final class StepSpeedMain {
  private static final int PICTURES = 8;
  private static final int STEPS = 20;

  private StepSpeedMain() {}

  public static void main(String[] arguments) throws Exception {
    try (Torch torch = Torch.open(TorchSettings.cpu(1));
        VisionLanguageModel model =
            new VisionLanguageModel(
                torch,
                new VisionLanguageModelSettings(
                    vision(5, new FeatureLayer.AfterBlock(4)), decoder()),
                FreshWeights.seeded(torch, 1));
        VisionTeacher teacher =
            VisionTeacher.foundation(
                torch,
                vision(4, new FeatureLayer.AfterFinalNorm()),
                FreshWeights.seeded(torch, 2))) {
      List<byte[]> pictures = pictures();
      VisionEncoder encoder = new VisionEncoder(torch, model.encoder());
      List<PatchFeatures> z = encoder.encode(pictures);
      List<PatchFeatures> y = teacher.features(pictures);
      report("encoder", () -> encoder.encode(pictures));
      report("teacher", () -> teacher.features(pictures));
      Weights weights = Weights.from(FreshWeights.seeded(torch, 3));
      AlignmentProjector projector = new AlignmentProjector(128, 256, 128, weights);
      List<TrainSample> batch = batch(z, y);
      try (Trainer viral = trainer(model, Objective.viral(.5, 2, projector), weights);
          Trainer plain =
              trainer(
                  model, Objective.languageOnly(), Weights.from(FreshWeights.seeded(torch, 4)))) {
        report("step-viral", () -> viral.step(batch));
        report("step-baseline", () -> plain.step(batch));
      }
      List<Request> requests = z.stream().map(StepSpeedMain::request).toList();
      report("answer-8", () -> answer(model, requests));
      report("answer-1", () -> answer(model, requests.subList(0, 1)));
    }
  }

  private static Request request(PatchFeatures z) {
    int[] text = turn(new Random(1), 12, 0).ids();
    Question question = new Question(new int[0], Optional.of(z), text);
    return new Request(question, Sampling.greedy(), Stopping.at(2, 4));
  }

  private static void answer(VisionLanguageModel model, List<Request> requests) {
    try (Generator generator = new Generator(model)) {
      List<Completion> said = generator.complete(requests, BatchSettings.defaults());
      if (said.stream().anyMatch(each -> each.answer().size() > 4))
        throw new IllegalStateException("an answer is longer than was asked: " + said);
    }
  }

  private static Trainer trainer(VisionLanguageModel model, Objective objective, Weights weights) {
    Parameters alignment = weights.collected();
    Optimizer optimizer =
        Optimizer.of(
            model.torch(),
            TrainedParts.full(model, alignment).all(),
            new AdamRule(.9, .98, 0, 1e-8),
            new LearningRate.Constant(5e-4, 0),
            1);
    return new Trainer(model, objective, TrainedParts.full(model, alignment), optimizer);
  }

  private interface Work {
    void run() throws Exception;
  }

  /// CPU time, since other work may share the machine.
  private static void report(String what, Work work) throws Exception {
    work.run();
    long start = System.nanoTime();
    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    for (int i = 0; i < STEPS; i++) {
      work.run();
    }
    double millis =
        (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e6 / STEPS;
    double wall = (System.nanoTime() - start) / 1e6 / STEPS;
    System.out.printf(Locale.ROOT, "what=%s cpuMillis=%.1f wallMillis=%.1f%n", what, millis, wall);
  }

  private static List<byte[]> pictures() {
    Random random = new Random(1);
    List<byte[]> pictures = new ArrayList<>();
    for (int i = 0; i < PICTURES; i++) {
      byte[] rgb = new byte[112 * 112 * 3];
      random.nextBytes(rgb);
      pictures.add(rgb);
    }
    return pictures;
  }

  private static List<TrainSample> batch(List<PatchFeatures> z, List<PatchFeatures> y) {
    Random random = new Random(2);
    List<TrainSample> batch = new ArrayList<>();
    for (int i = 0; i < PICTURES; i++) {
      List<Turn> turns = new ArrayList<>();
      for (int t = 0; t < 5 + i % 2; t++) {
        turns.add(turn(random, 10 + t, 2));
      }
      batch.add(
          new TrainSample(
              new PackedSample(new int[0], 64, turns),
              Optional.of(z.get(i)),
              Optional.of(y.get(i))));
    }
    return batch;
  }

  private static Turn turn(Random random, int length, int answers) {
    boolean[] answer = new boolean[length];
    for (int i = length - answers; i < length; i++) {
      answer[i] = true;
    }
    return new Turn(random.ints(length, 3, 500).toArray(), answer);
  }

  private static VisionTransformerSettings vision(int blocks, FeatureLayer feature) {
    List<Double> mean = List.of(.6, .6, .6);
    List<Double> deviation = List.of(.3, .3, .3);
    return new VisionTransformerSettings(
        112,
        14,
        128,
        blocks,
        4,
        512,
        Activation.GELU,
        true,
        1e-6,
        OptionalDouble.empty(),
        feature,
        mean,
        deviation);
  }

  private static LanguageModelSettings decoder() {
    return new LanguageModelSettings(500, 128, 4, 4, 4, 32, 336, 512, 1e-5, 1e4, false, false);
  }
}
