package io.viralstream.cli.command;

import io.viralstream.models.generate.Sampling;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Option;

/// How the next token is chosen; greedily where nothing is said.
final class SamplingOptions {
  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "0 takes the best token always; above, tokens are drawn (default: 0).")
  private double temperature = 0;

  @Option(
      names = "--top-k",
      paramLabel = "N",
      description = "Draw among the N best tokens (default: 0, all).")
  private int topK = 0;

  @Option(
      names = "--top-p",
      paramLabel = "P",
      description = "Draw among the fewest tokens of this probability together (default: 1, all).")
  private double topP = 1;

  @Option(
      names = "--repetition-penalty",
      paramLabel = "R",
      description = {
        "Above 1, tokens that stand there already lose",
        "(default: as generation_config.json says, or 1)."
      })
  private Optional<Double> repetition = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Equal seeds draw equally (default: 0).")
  private long seed = 0;

  /// @throws IllegalArgumentException naming what is out of its bounds
  Sampling sampling() {
    OptionalDouble penalty = repetition.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    return new Sampling(temperature, topK, topP, penalty, seed);
  }
}
