package io.viralstream.models.tensor;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Seeded random tensors, drawn in Java so that the same seed gives the same bits everywhere.
public final class Randomness {
  private final Torch torch;
  private final RandomGenerator generator;

  public Randomness(Torch torch, RandomGenerator generator) {
    this.torch = torch;
    this.generator = generator;
  }

  /// A generator of this seed, L64X128MixRandom.
  public static Randomness seeded(Torch torch, long seed) {
    return new Randomness(torch, RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
  }

  /// F32 values of N(0, deviation²).
  public Tensor normal(double deviation, long... shape) {
    float[] values = new float[Math.toIntExact(Shapes.elements(shape))];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (generator.nextGaussian() * deviation);
    }
    return torch.of(values, shape);
  }

  /// F32 values, even between −bound and bound.
  public Tensor uniform(double bound, long... shape) {
    float[] values = new float[Math.toIntExact(Shapes.elements(shape))];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (generator.nextDouble(-bound, bound));
    }
    return torch.of(values, shape);
  }
}
