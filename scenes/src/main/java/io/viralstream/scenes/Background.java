package io.viralstream.scenes;

import io.viralstream.images.Rgb;

/// What lies behind the objects: a linear gradient between two near-greys, with Gaussian noise.
///
/// @param from colour at one end
/// @param to colour at the other end, which is approached for `GRADIENT_REACH` of the way
/// @param angle direction of the gradient in radians
/// @param noise standard deviation of the noise, in 1/255
/// @param noiseSeed fixes the noise, so that the same scene has the same pixels
public record Background(Rgb from, Rgb to, double angle, double noise, long noiseSeed) {
  private static final double GRADIENT_REACH = 0.7;

  /// How far towards `to` the point lies, for a canvas of `side` pixels.
  double progress(int x, int y, int side) {
    double along = Math.cos(angle) * (x - side / 2.0) + Math.sin(angle) * (y - side / 2.0);
    return GRADIENT_REACH * Math.clamp(along / side + 0.5, 0, 1);
  }
}
