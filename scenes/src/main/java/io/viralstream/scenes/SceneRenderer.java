package io.viralstream.scenes;

import io.viralstream.images.Picture;
import io.viralstream.images.Rgb;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Draws a scene: background, then each object with soft edges, then noise over everything.
///
/// The share of a pixel that an object covers is its signed distance inside the outline plus a
/// half, cut to [0, 1]: a pixel whose centre lies on the outline is half covered.
public final class SceneRenderer {
  private static final int CHANNELS = 3;
  private static final RandomGeneratorFactory<RandomGenerator> NOISE =
      RandomGeneratorFactory.of("L64X128MixRandom");

  private SceneRenderer() {}

  /// `[side, side, 3]`; the same scene gives the same bytes.
  public static Picture draw(Scene scene) {
    float[] canvas = background(scene.background(), scene.side());
    for (SceneObject object : scene.objects()) {
      paint(object, canvas, scene.side());
    }
    return new Picture(scene.side(), scene.side(), noisy(canvas, scene.background()));
  }

  /// The share of the pixel at (`x`, `y`) that the object covers.
  public static double cover(SceneObject object, int x, int y) {
    double dx = x + 0.5 - object.centreX();
    double dy = y + 0.5 - object.centreY();
    return Math.clamp(object.shape().inside(dx, dy, object.size()) + 0.5, 0, 1);
  }

  private static float[] background(Background background, int side) {
    float[] canvas = new float[side * side * CHANNELS];
    int at = 0;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        blend(canvas, at, background.from(), 1);
        blend(canvas, at, background.to(), background.progress(x, y, side));
        at += CHANNELS;
      }
    }
    return canvas;
  }

  private static void paint(SceneObject object, float[] canvas, int side) {
    int bottom = object.top() + object.size();
    int right = object.left() + object.size();
    for (int y = object.top(); y < bottom; y++) {
      for (int x = object.left(); x < right; x++) {
        blend(canvas, (y * side + x) * CHANNELS, object.paint(), cover(object, x, y));
      }
    }
  }

  private static void blend(float[] canvas, int at, Rgb colour, double share) {
    canvas[at] += (float) (share * (colour.red() - canvas[at]));
    canvas[at + 1] += (float) (share * (colour.green() - canvas[at + 1]));
    canvas[at + 2] += (float) (share * (colour.blue() - canvas[at + 2]));
  }

  private static byte[] noisy(float[] canvas, Background background) {
    RandomGenerator random = NOISE.create(background.noiseSeed());
    byte[] rgb = new byte[canvas.length];
    for (int i = 0; i < rgb.length; i++) {
      double value = canvas[i] + background.noise() * random.nextGaussian();
      rgb[i] = (byte) Math.clamp(Math.round(value), 0, 255);
    }
    return rgb;
  }
}
