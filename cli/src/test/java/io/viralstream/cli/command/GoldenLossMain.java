package io.viralstream.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Computes the golden cases of training in a process of its own: `GoldenLossMain GOLDEN DEVICE
/// WEIGHTS`. Prints a line for each with how far it is from the reference, and ends with 1 where
/// one is further than its bounds.
final class GoldenLossMain {
  private GoldenLossMain() {}

  public static void main(String[] arguments) throws IOException {
    String device = arguments[1];
    String weights = arguments[2];
    GoldenLoss.Apart bounds = GoldenLoss.bounds(weights);
    Path folder = Files.createTempDirectory("golden-loss");
    boolean held = true;
    for (GoldenLoss each : GoldenLoss.in(weights, Path.of(arguments[0]))) {
      GoldenLoss.Apart apart = each.computed(folder, "--device", device, "--weights", weights);
      boolean within = apart.within(bounds);
      held &= within;
      System.out.printf(
          Locale.ROOT,
          "%-26s %s %s  losses %.1e  steps %.1e  gradients %.1e  cosine %.4f  %s%n",
          each.name(),
          device,
          weights,
          apart.losses(),
          apart.steps(),
          apart.gradients(),
          apart.cosine(),
          within ? "ok" : "FAILED");
    }
    Files.deleteIfExists(folder.resolve("gradients.safetensors"));
    Files.delete(folder);
    System.exit(held ? 0 : 1);
  }
}
