package io.viralstream.scenes;

import io.viralstream.images.Rgb;
import java.util.random.RandomGenerator;

/// What lies behind the objects: a linear gradient between two near-greys, with Gaussian noise.
///
/// @param from colour at one end
/// @param to colour at the other end, which is approached for `GRADIENT_REACH` of the way
/// @param angle direction of the gradient in radians
/// @param noise standard deviation of the noise, in 1/255
/// @param noiseSeed fixes the noise, so that the same scene has the same pixels
public record Background(Rgb from, Rgb to, double angle, double noise, long noiseSeed) {
  private static final double GRADIENT_REACH = 0.7;
  private static final int DARKEST = 110;
  private static final int LIGHTEST = 245;
  private static final int CAST = 12;
  private static final double GRADIENT = 0.4;
  private static final double MOST_NOISE = 5;

  /// How far towards `to` the point lies, for a canvas of `side` pixels.
  double progress(int x, int y, int side) {
    double along = Math.cos(angle) * (x - side / 2.0) + Math.sin(angle) * (y - side / 2.0);
    return GRADIENT_REACH * Math.clamp(along / side + 0.5, 0, 1);
  }

  /// A grey with a cast, in two of five running towards another, always noisy.
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
