package io.viralstream.models.published;

import io.viralstream.models.model.Parameters;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Torch;
import io.viralstream.models.tensor.TorchSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Measures loading of a published language model, by hand: time, processor time and memory.
///
/// Every weight is summed after loading, so that mapped pages are really read.
final class LoadingSpeedMain {
  private static final int ROUNDS = 6;

  private LoadingSpeedMain() {}

  /// @param arguments the checkpoint's directory
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    try (Torch torch = Torch.open(TorchSettings.cpu(1))) {
      say("start");
      for (int i = 0; i < ROUNDS; i++) {
        long begin = System.nanoTime();
        long processor = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        try (PublishedModel model = PublishedModel.open(torch, directory)) {
          double sum = sum(torch, model.model().parameters());
          double wall = (System.nanoTime() - begin) / 1e9;
          double used =
              (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - processor) / 1e9;
          say(String.format(Locale.ROOT, "loaded s=%.3f cpu=%.3f sum=%.3f", wall, used, sum));
        }
      }
    }
  }

  private static double sum(Torch torch, Parameters parameters) {
    double sum = 0;
    for (String name : parameters.names()) {
      try (Scope scope = torch.inference()) {
        sum += parameters.named(name).sum().number();
      }
    }
    return sum;
  }

  private static void say(String event) throws IOException {
    String memory =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
            .map(line -> line.replaceAll("\\s+", " "))
            .reduce("", (a, b) -> a + " " + b);
    System.out.println(event + memory);
  }
}
