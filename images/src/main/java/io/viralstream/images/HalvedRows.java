package io.viralstream.images;

import java.awt.image.Raster;

/// A JPEG picture some of whose components have half of its rows, as when a camera's was turned
/// without loss. Each row is brought to two as libjpeg-turbo does: three parts of it, one part of
/// its other neighbour. Java's decoder repeats it.
///
/// Rows of 10 and 20 become 10, 13, 17 and 20.
final class HalvedRows {
  private static final int HALF = 1 << 15;

  private final Raster raster; // every row of a halved component twice
  private final JpegColours colours;
  private final int[] row;
  private final int[] near;
  private final int[] far;

  private HalvedRows(Raster raster, JpegColours colours) {
    this.raster = raster;
    this.colours = colours;
    row = new int[raster.getWidth() * Picture.CHANNELS];
    near = new int[row.length];
    far = new int[row.length];
  }

  static Picture of(Raster raster, JpegColours colours) {
    return new HalvedRows(raster, colours).picture();
  }

  private Picture picture() {
    byte[] rgb = new byte[raster.getHeight() * row.length];
    for (int y = 0; y < raster.getHeight(); y++) {
      full(y);
      if (!colours.isRgb()) fromYcc();
      for (int at = 0; at < row.length; at++) {
        rgb[y * row.length + at] = (byte) Math.clamp(row[at], 0, 255);
      }
    }
    return new Picture(raster.getHeight(), raster.getWidth(), rgb);
  }

  /// Row y of all components.
  private void full(int y) {
    int last = (raster.getHeight() - 1) / 2;
    int odd = y % 2;
    read(y, row);
    read(2 * (y / 2), near);
    read(2 * Math.clamp(y / 2 + 2 * odd - 1, 0, last), far);
    for (int component = 0; component < Picture.CHANNELS; component++) {
      if (!colours.isHalved(component)) continue;
      for (int at = component; at < row.length; at += Picture.CHANNELS) {
        row[at] = (3 * near[at] + far[at] + 1 + odd) >> 2;
      }
    }
  }

  private void read(int y, int[] into) {
    raster.getPixels(0, y, raster.getWidth(), 1, into);
  }

  /// JFIF's matrix in 16-bit fixed point: 1.402, 0.34414, 0.71414 and 1.772.
  private void fromYcc() {
    for (int at = 0; at < row.length; at += Picture.CHANNELS) {
      int y = row[at];
      int cb = row[at + 1] - 128;
      int cr = row[at + 2] - 128;
      row[at] = y + ((91_881 * cr + HALF) >> 16);
      row[at + 1] = y + ((-22_554 * cb - 46_802 * cr + HALF) >> 16);
      row[at + 2] = y + ((116_130 * cb + HALF) >> 16);
    }
  }
}
