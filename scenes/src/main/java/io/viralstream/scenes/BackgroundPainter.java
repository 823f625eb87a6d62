package io.viralstream.scenes;

import io.viralstream.images.Rgb;
import java.util.random.RandomGenerator;

/// Draws random backgrounds: a grey with a cast, in two of five running towards another, always
/// noisy.
final class BackgroundPainter {
  private static final int DARKEST = 110;
  private static final int LIGHTEST = 245;
  private static final int CAST = 12;
  private static final double GRADIENT = 0.4;
  private static final double MOST_NOISE = 5;

  private BackgroundPainter() {}

  static Background draw(RandomGenerator random) {
    Rgb from = grey(random);
    Rgb to = random.nextDouble() < GRADIENT ? grey(random) : from;
    return new Background(
        from, to, random.nextDouble(2 * Math.PI), random.nextDouble(MOST_NOISE), random.nextLong());
  }

  private static Rgb grey(RandomGenerator random) {
    int level = random.nextInt(DARKEST, LIGHTEST + 1);
    return new Rgb(cast(level, random), cast(level, random), cast(level, random));
  }

  private static int cast(int level, RandomGenerator random) {
    return Math.clamp(level + random.nextInt(-CAST, CAST + 1), 0, 255);
  }
}
