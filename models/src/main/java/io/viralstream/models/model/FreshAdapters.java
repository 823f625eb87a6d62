package io.viralstream.models.model;

import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Randomness;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;
import java.util.Optional;

/// Adapters as PEFT starts them, one for each module that asks: A uniform within ±1/√in, B zero.
///
/// So a model computes at first what it does without them. The same seed gives the same bits.
public final class FreshAdapters implements AdapterSource {
  private final Torch torch;
  private final Randomness randomness;
  private final LoraSettings settings;

  public FreshAdapters(Torch torch, LoraSettings settings, Randomness randomness) {
    this.torch = torch;
    this.settings = settings;
    this.randomness = randomness;
  }

  public static FreshAdapters seeded(Torch torch, LoraSettings settings, long seed) {
    return new FreshAdapters(torch, settings, Randomness.seeded(torch, seed));
  }

  @Override
  public Optional<LowRank> adapter(String module, long in, long out) {
    int rank = settings.rank();
    try (Scope scope = torch.inference()) {
      Tensor down = scope.keep(randomness.uniform(1 / Math.sqrt(in), rank, in));
      Tensor up = scope.keep(torch.zeros(Kind.F32, out, rank));
      return Optional.of(new LowRank(down, up, settings.scale()));
    }
  }
}
