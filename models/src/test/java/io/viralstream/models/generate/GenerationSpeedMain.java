package io.viralstream.models.generate;

import io.viralstream.models.model.FeatureLayer;
import io.viralstream.models.model.FreshWeights;
import io.viralstream.models.model.LanguageModelSettings;
import io.viralstream.models.model.TinyNetwork;
import io.viralstream.models.model.VisionLanguageModel;
import io.viralstream.models.model.VisionLanguageModelSettings;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/// What batch-invariance costs: tokens a second with it and without, one sequence and 16 together.
///
/// Run by hand, on a machine with nothing else to do: `GenerationSpeedMain THREADS`. Each figure is
/// the median of five runs, the two ways interleaved.
final class GenerationSpeedMain {
  private static final int PROMPT = 48;
  private static final int MOST = 64;
  private static final int RUNS = 5;

  private GenerationSpeedMain() {}

  private record Shape(String name, LanguageModelSettings language) {}

  public static void main(String[] arguments) {
    int threads = Integer.parseInt(arguments[0]);
    List<Shape> shapes =
        List.of(
            new Shape(
                "tiny",
                new LanguageModelSettings(410, 64, 4, 4, 4, 16, 176, 256, 1e-5, 1e4, false, false)),
            new Shape(
                "100M",
                new LanguageModelSettings(
                    8192, 768, 11, 12, 12, 64, 2560, 512, 1e-5, 1e4, false, false)));
    try (Torch torch = Torch.open(TorchSettings.cpu(threads))) {
      for (Shape shape : shapes) measure(torch, shape);
    }
  }

  private static void measure(Torch torch, Shape shape) {
    VisionLanguageModelSettings settings =
        new VisionLanguageModelSettings(
            TinyNetwork.vision(new FeatureLayer.AfterBlock(1)), shape.language());
    try (VisionLanguageModel model =
            new VisionLanguageModel(torch, settings, FreshWeights.seeded(torch, 1));
        Generator generator = new Generator(model)) {
      for (int sequences : new int[] {1, 16}) compare(generator, shape, sequences);
    }
  }

  private static void compare(Generator generator, Shape shape, int sequences) {
    List<Request> requests = requests(shape.language().vocabulary(), sequences);
    double[] invariant = new double[RUNS];
    double[] free = new double[RUNS];
    speed(generator, requests, BatchSettings.defaults());
    for (int run = 0; run < RUNS; run++) {
      invariant[run] = speed(generator, requests, BatchSettings.defaults());
      free[run] = speed(generator, requests, BatchSettings.defaults().fast());
    }
    System.out.printf(
        Locale.ROOT,
        "%s sequences=%d invariant=%.0f free=%.0f tokens/s%n",
        shape.name(),
        sequences,
        median(invariant),
        median(free));
  }

  private static double speed(Generator generator, List<Request> requests, BatchSettings manner) {
    long began = System.nanoTime();
    int tokens = 0;
    for (Completion each : generator.complete(requests, manner)) tokens += each.ids().size();
    return tokens / ((System.nanoTime() - began) / 1e9);
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private static List<Request> requests(int vocabulary, int sequences) {
    List<Request> requests = new ArrayList<>();
    for (int i = 0; i < sequences; i++) {
      int[] ids = new Random(i).ints(PROMPT, 0, vocabulary).toArray();
      Question question = new Question(new int[0], Optional.empty(), ids);
      requests.add(new Request(question, Sampling.greedy(), Stopping.at(-1, MOST)));
    }
    return requests;
  }
}
