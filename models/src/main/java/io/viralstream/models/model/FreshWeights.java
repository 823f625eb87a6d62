package io.viralstream.models.model;

import io.viralstream.models.tensor.Kind;
import io.viralstream.models.tensor.Randomness;
import io.viralstream.models.tensor.Scope;
import io.viralstream.models.tensor.Tensor;
import io.viralstream.models.tensor.Torch;

/// Weights as an untrained model has them: F32, the same bits for the same seed.
public final class FreshWeights implements WeightSource {
  private final Torch torch;
  private final Randomness randomness;

  public FreshWeights(Torch torch, Randomness randomness) {
    this.torch = torch;
    this.randomness = randomness;
  }

  public static FreshWeights seeded(Torch torch, long seed) {
    return new FreshWeights(torch, Randomness.seeded(torch, seed));
  }

  @Override
  public Tensor weight(String name, Initial initial, long... shape) {
    try (Scope scope = torch.inference()) {
      return scope.keep(
          switch (initial) {
            case Initial.Constant constant -> torch.full(constant.value(), Kind.F32, shape);
            case Initial.Normal normal -> randomness.normal(normal.deviation(), shape);
            case Initial.Given given -> torch.of(given.values().get(), shape);
          });
    }
  }
}
