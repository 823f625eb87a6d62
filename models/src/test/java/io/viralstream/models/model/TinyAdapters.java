package io.viralstream.models.model;

import io.viralstream.models.tensor.Randomness;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Torch;
import java.util.Optional;

/// Adapters of rank 3 as training leaves them: A and B of random numbers, so that a missing one
/// shows.
public final class TinyAdapters {
  public static final LoraSettings SETTINGS = new LoraSettings(3, 6, .25, false);

  private TinyAdapters() {}

  /// Beside all seven linears.
  public static AdapterSource trained(Torch torch, long seed) {
    Randomness randomness = Randomness.seeded(torch, seed);
    return (module, in, out) -> {
      try (Scope scope = torch.inference()) {
        return Optional.of(
            new LowRank(
                scope.keep(randomness.normal(.3, SETTINGS.rank(), in)),
                scope.keep(randomness.normal(.3, out, SETTINGS.rank())),
                SETTINGS.scale()));
      }
    };
  }

  /// Beside the linears of this name alone.
  public static AdapterSource trained(Torch torch, long seed, String name) {
    AdapterSource all = trained(torch, seed);
    return (module, in, out) ->
        module.endsWith("." + name) ? all.adapter(module, in, out) : Optional.empty();
  }
}
