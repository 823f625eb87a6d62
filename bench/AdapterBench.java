import io.viralstream.models.checkpoint.HashMemory;
import io.viralstream.models.generate.BatchSettings;
import io.viralstream.models.generate.Generator;
import io.viralstream.models.model.LoraSettings;
import io.viralstream.models.model.VisionEncoder;
import io.viralstream.models.model.VisualResidual;
import io.viralstream.models.published.AdapterChoice;
import io.viralstream.models.published.BaseModels;
import io.viralstream.models.published.DirectoryKind;
import io.viralstream.models.published.PublishedModel;
import io.viralstream.models.published.SharedBases;
import io.viralstream.models.published.TrainedConfig;
import io.viralstream.models.published.TrainedFiles;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import io.viralstream.models.text.PromptTemplate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A version that is an adapter, against its base in the same process: loading and answering.
///
/// Arguments: the base's directory, a PEFT adapter of rank 16 with α = 32 on it, the threads, the
/// rounds. Each round loads the base and reads its weights, and loads the version while the base is
/// in memory, five times; then it lets both generate, for one prompt and for sixteen. The first
/// round is not counted. Prints medians as one JSON object.
final class AdapterBench {
  private static final int NEW = 64;
  private static final int LOADS = 5;
  private static final LoraSettings LORA = new LoraSettings(16, 32, 0, false);

  private final Torch torch;
  private final List<double[]> rounds = new ArrayList<>();

  /// Milliseconds of the base's, then of the version's.
  private final List<List<Double>> loads = List.of(new ArrayList<>(), new ArrayList<>());

  private AdapterBench(Torch torch) {
    this.torch = torch;
  }

  public static void main(String[] arguments) throws Exception {
    Torch torch = Torch.open(TorchSettings.cpu(Integer.parseInt(arguments[2])));
    Path folder = Files.createTempDirectory("adapter-bench");
    var bench = new AdapterBench(torch);
    Path base = Path.of(arguments[0]);
    var models = new BaseModels(List.of(), new HashMemory(folder.resolve("hashes")));
    DirectoryKind.Trained version =
        written(torch, models, base, Path.of(arguments[1]), folder.resolve("version"));
    for (int round = 0; round <= Integer.parseInt(arguments[3]); round++) {
      bench.round(base, version, models);
    }
    bench.report();
  }

  /// The adapter as a version of ours.
  private static DirectoryKind.Trained written(
      Torch torch, BaseModels models, Path base, Path adapter, Path version) throws Exception {
    var config =
        new TrainedConfig(models.describe(base), PromptTemplate.VICUNA_V1, Optional.of(LORA));
    SharedBases bases = new SharedBases(torch, models);
    AdapterChoice stored = new AdapterChoice.Stored(adapter);
    try (PublishedModel model =
        bases.open(config, base, stored, VisualResidual.none()).model()) {
      TrainedFiles.write(Files.createDirectories(version), config, model.model());
    }
    return (DirectoryKind.Trained) DirectoryKind.open(version);
  }

  private void round(Path base, DirectoryKind.Trained version, BaseModels models)
      throws Exception {
    double[] speeds = new double[4];
    for (int i = 0; i < LOADS; i++) {
      long began = System.nanoTime();
      try (PublishedModel alone = PublishedModel.open(torch, base)) {
        touch(alone);
        loads.get(0).add(millis(began));
        if (i > 0) continue;
        speeds[0] = speed(alone, 1);
        speeds[2] = speed(alone, 16);
      }
    }
    SharedBases bases = new SharedBases(torch, models);
    try (PublishedModel first = bases.open(version).model()) {
      touch(first);
      for (int i = 0; i < LOADS; i++) {
        long began = System.nanoTime();
        try (PublishedModel second = bases.open(version).model()) {
          loads.get(1).add(millis(began));
          if (i > 0) continue;
          speeds[1] = speed(second, 1);
          speeds[3] = speed(second, 16);
        }
      }
    }
    rounds.add(speeds);
  }

  /// Reads all weights, which may be mapped pages.
  private void touch(PublishedModel model) {
    var parameters = model.model().parameters();
    for (String name : parameters.names()) {
      try (var scope = torch.inference()) {
        parameters.named(name).sum().number();
      }
    }
  }

  private void report() {
    System.out.printf(
        Locale.ROOT,
        "{\"base_load_ms\": %.1f, \"version_load_ms\": %.1f, \"base_one\": %.1f,"
            + " \"version_one\": %.1f, \"base_sixteen\": %.1f, \"version_sixteen\": %.1f}%n",
        median(0),
        median(1),
        median(2),
        median(3),
        median(4),
        median(5));
    String[] names = {"loading", "one prompt", "sixteen prompts"};
    for (int i = 0; i < names.length; i++) {
      System.out.printf(
          Locale.ROOT,
          "%-16s base %8.1f  version %8.1f  ratio %.3f%n",
          names[i],
          median(2 * i),
          median(2 * i + 1),
          median(2 * i + 1) / median(2 * i));
    }
  }

  /// Of all rounds but the first: loading of base and version, then the speeds of each.
  private double median(int column) {
    double[] sorted =
        column < 2
            ? loads.get(column).stream().skip(LOADS).mapToDouble(each -> each).sorted().toArray()
            : rounds.stream().skip(1).mapToDouble(seen -> seen[column - 2]).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static double millis(long began) {
    return (System.nanoTime() - began) / 1e6;
  }

  /// New tokens a second, in the better of two rounds.
  private double speed(PublishedModel published, int prompts) {
    var encoder = new VisionEncoder(torch, published.model().encoder());
    double best = 0;
    for (int i = 0; i < 2; i++) {
      long began = System.nanoTime();
      try (var generator = new Generator(published.model())) {
        int said =
            generator.complete(GreyRequests.of(encoder, prompts, NEW), BatchSettings.defaults().fast()).stream()
                .mapToInt(completion -> completion.ids().size())
                .sum();
        if (said != prompts * NEW) throw new IllegalStateException("said " + said);
        best = Math.max(best, said * 1e3 / millis(began));
      }
    }
    return best;
  }
}
