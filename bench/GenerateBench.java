import io.viralstream.models.generate.BatchSettings;
import io.viralstream.models.generate.Generator;
import io.viralstream.models.model.VisionEncoder;
import io.viralstream.models.published.PublishedModel;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Loads a LLaVA directory and generates, as `tools/golden/peer.py` does with transformers.
///
/// Arguments: the directory, the threads. Prints one JSON object: milliseconds from before the
/// files are opened to a model that answers, new tokens a second for one prompt and for sixteen of
/// different lengths at once (pictures are encoded within that time), in batch-invariant mode and
/// without it, and the most memory that the process had, in MiB.
final class GenerateBench {
  private static final int NEW = 64;
  private static final double WARMING = 3;

  private final PublishedModel published;
  private final VisionEncoder encoder;

  private GenerateBench(Torch torch, PublishedModel published) {
    this.published = published;
    this.encoder = new VisionEncoder(torch, published.model().encoder());
  }

  public static void main(String[] arguments) throws Exception {
    Torch torch = Torch.open(TorchSettings.cpu(Integer.parseInt(arguments[1])));
    long began = System.nanoTime();
    try (PublishedModel published = PublishedModel.open(torch, Path.of(arguments[0]))) {
      double load = (System.nanoTime() - began) / 1e6;
      long loaded = memory("VmRSS");
      var bench = new GenerateBench(torch, published);
      BatchSettings invariant = BatchSettings.defaults();
      BatchSettings fast = invariant.fast();
      System.out.printf(
          Locale.ROOT,
          "{\"load_ms\": %.0f, \"loaded_mib\": %d, \"one\": %.1f, \"sixteen\": %.1f,"
              + " \"one_invariant\": %.1f, \"sixteen_invariant\": %.1f, \"peak_mib\": %d}%n",
          load,
          loaded,
          bench.speed(1, fast),
          bench.speed(16, fast),
          bench.speed(1, invariant),
          bench.speed(16, invariant),
          memory("VmHWM"));
    }
  }

  /// The most new tokens a second, among the rounds of three seconds and two rounds at least.
  private double speed(int prompts, BatchSettings settings) {
    double best = 0;
    double spent = 0;
    for (int round = 0; round < 2 || spent < WARMING; round++) {
      long began = System.nanoTime();
      int said = said(prompts, settings);
      double seconds = (System.nanoTime() - began) / 1e9;
      if (said != prompts * NEW) throw new IllegalStateException("said " + said);
      best = Math.max(best, said / seconds);
      spent += seconds;
    }
    return best;
  }

  private int said(int prompts, BatchSettings settings) {
    try (var generator = new Generator(published.model())) {
      return generator.complete(GreyRequests.of(encoder, prompts, NEW), settings).stream()
          .mapToInt(completion -> completion.ids().size())
          .sum();
    }
  }

  private static long memory(String key) throws Exception {
    for (String line : Files.readAllLines(Path.of("/proc/self/status")))
      if (line.startsWith(key + ":")) return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
    throw new IllegalStateException(key);
  }
}
