package io.viralstream.models.analyse;

import io.viralstream.images.Picture;

/// Pictures of what was measured: a cell for each patch, as large as the square that the encoder
/// saw.
public final class PatchPicture {
  private static final int CHANNELS = 3;
  private static final int[] HOT = {255, 48, 0};

  private PatchPicture() {}

  /// Each patch in one colour.
  ///
  /// @param colours red, green and blue of each patch, 0 to 1, `[grid · grid, 3]`
  /// @param side of the picture in pixels
  public static Picture painted(double[] colours, int grid, int side) {
    byte[] rgb = new byte[side * side * CHANNELS];
    for (int i = 0; i < rgb.length; i++) {
      int patch = patch(i / CHANNELS, grid, side);
      rgb[i] = (byte) Math.round(255 * colours[patch * CHANNELS + i % CHANNELS]);
    }
    return new Picture(side, side, rgb);
  }

  /// A map laid over the square that the encoder saw: the redder, the more attention; the largest
  /// weight covers the picture for seven tenths.
  public static Picture overlaid(Picture square, AttentionMap map) {
    double most = 0;
    for (double weight : map.weights()) most = Math.max(most, weight);
    byte[] rgb = square.rgb().clone();
    for (int i = 0; i < rgb.length; i++) {
      int patch = patch(i / CHANNELS, map.columns(), square.width());
      double share = most > 0 ? .7 * map.weights()[patch] / most : 0;
      int grey = grey(square, i / CHANNELS);
      rgb[i] = (byte) Math.round((1 - share) * grey + share * HOT[i % CHANNELS]);
    }
    return new Picture(square.height(), square.width(), rgb);
  }

  private static int grey(Picture square, int pixel) {
    int y = pixel / square.width();
    int x = pixel % square.width();
    int sum = square.sample(y, x, 0) + square.sample(y, x, 1) + square.sample(y, x, 2);
    return sum / CHANNELS;
  }

  private static int patch(int pixel, int grid, int side) {
    return pixel / side * grid / side * grid + pixel % side * grid / side;
  }
}
