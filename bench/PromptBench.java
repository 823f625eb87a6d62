import com.sun.management.OperatingSystemMXBean;
import io.viralstream.models.generate.BatchSettings;
import io.viralstream.models.generate.Completion;
import io.viralstream.models.generate.Generator;
import io.viralstream.models.generate.Question;
import io.viralstream.models.generate.Request;
import io.viralstream.models.generate.Sampling;
import io.viralstream.models.generate.Stopping;
import io.viralstream.models.published.PublishedModel;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads prompts with a LLaVA directory, as `tools/golden/peer.py read` does with transformers.
///
/// Arguments: the directory, the threads, tokens of a prompt, prompts at once. Prints one JSON
/// object: the fewest milliseconds from the prompts to their next tokens, the fewest of processor
/// time, the most memory that the process had, in MiB, and eight tokens that follow the first prompt.
final class PromptBench {
  private static final int FOLLOWING = 8;
  private static final long WARMING = 3_000_000_000L;

  private final PublishedModel published;
  private final BatchSettings settings;
  private long fewest = Long.MAX_VALUE;
  private long fewestOfProcessor = Long.MAX_VALUE;

  private PromptBench(PublishedModel published, int prompts) {
    this.published = published;
    this.settings = new BatchSettings(prompts, 1 << 15, false);
  }

  public static void main(String[] arguments) throws Exception {
    Torch torch = Torch.open(TorchSettings.cpu(Integer.parseInt(arguments[1])));
    int tokens = Integer.parseInt(arguments[2]);
    int prompts = Integer.parseInt(arguments[3]);
    try (PublishedModel published = PublishedModel.open(torch, Path.of(arguments[0]))) {
      var bench = new PromptBench(published, prompts);
      bench.time(tokens, prompts);
      System.out.printf(
          Locale.ROOT,
          "{\"tokens\": %d, \"prompts\": %d, \"ms\": %.1f, \"cpu_ms\": %.1f, \"ids\": %s,"
              + " \"peak_mib\": %d}%n",
          tokens,
          prompts,
          bench.fewest / 1e6,
          bench.fewestOfProcessor / 1e6,
          bench.answered(tokens, 1, FOLLOWING).getFirst().ids(),
          memory("VmHWM"));
    }
  }

  /// Among the rounds of three seconds, and two rounds at least.
  private void time(int tokens, int prompts) {
    var processor = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long first = System.nanoTime();
    for (int round = 0; round < 2 || System.nanoTime() - first < WARMING; round++) {
      long began = System.nanoTime();
      long before = processor.getProcessCpuTime();
      answered(tokens, prompts, 1);
      fewestOfProcessor = Math.min(fewestOfProcessor, processor.getProcessCpuTime() - before);
      fewest = Math.min(fewest, System.nanoTime() - began);
    }
  }

  /// Each prompt has a token more than the one before.
  private List<Completion> answered(int tokens, int prompts, int most) {
    List<Request> requests = new ArrayList<>();
    for (int i = 0; i < prompts; i++) {
      int[] ids = new int[tokens + i];
      for (int t = 0; t < ids.length; t++) ids[t] = 10 + (7 * t + i) % 200;
      var question = new Question(new int[0], Optional.empty(), ids);
      requests.add(
          new Request(
              question, Sampling.greedy(), new Stopping(Set.of(), Optional.empty(), most)));
    }
    try (var generator = new Generator(published.model())) {
      return generator.complete(requests, settings);
    }
  }

  private static long memory(String key) throws Exception {
    for (String line : Files.readAllLines(Path.of("/proc/self/status")))
      if (line.startsWith(key + ":")) return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
    throw new IllegalStateException(key);
  }
}
