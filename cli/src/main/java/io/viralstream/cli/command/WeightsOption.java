package io.viralstream.cli.command;

import io.viralstream.cli.settings.Setting;
import io.viralstream.models.tensor.WeightType;
import java.util.Optional;
import picocli.CommandLine.Option;

/// `--weights`: the type in which a model is computed; outranks `VIRAL_WEIGHTS`.
final class WeightsOption {
  @Option(
      names = "--weights",
      paramLabel = "TYPE",
      description = {
        "Type of frozen weights and of what is computed: f32 or bf16 (default: VIRAL_WEIGHTS, else",
        "bf16 on a card and f32 on the CPU). What is trained stays F32."
      })
  private Optional<WeightType> weights = Optional.empty();

  /// The same invocation, with the type that the option names.
  Invocation over(Invocation given) {
    return weights.map(type -> with(given, type)).orElse(given);
  }

  /// The same invocation in F32 throughout, whatever is usual on the device.
  ///
  /// @throws IllegalArgumentException where the option names another type
  Invocation inF32(Invocation given) {
    if (weights.orElse(WeightType.F32) != WeightType.F32) {
      throw new IllegalArgumentException(
          "--weights=" + weights.get().word() + ", expected f32 where LM_θ is trained in full");
    }
    return with(given, WeightType.F32);
  }

  private static Invocation with(Invocation given, WeightType type) {
    return given.with(given.environment().with(Setting.VIRAL_WEIGHTS, type.word()));
  }
}
