package io.viralstream.images;

import java.awt.image.DataBufferByte;
import java.awt.image.Raster;

/// A JPEG picture some of whose components have half of its rows, as when a camera's was turned
/// without loss. Each row is brought to two as libjpeg-turbo does: three parts of it, one part of
/// its other neighbour. Java's decoder repeats it.
///
/// Rows of 10 and 20 become 10, 13, 17 and 20.
final class HalvedRows {
  private static final int HALF = 1 << 15;

  private final int height;
  private final byte[] samples; // every row of a halved component twice
  private final JpegColours colours;
  private final int[] row;
  private int[] even; // the last row with an even number, as it was
  private int[] evenBefore;
  private final int[] evenBehind;

  private HalvedRows(int height, int width, byte[] samples, JpegColours colours) {
    this.height = height;
    this.samples = samples;
    this.colours = colours;
    row = new int[width * Picture.CHANNELS];
    even = new int[row.length];
    evenBefore = new int[row.length];
    evenBehind = new int[row.length];
  }

  /// The picture, whose bytes are the raster's own.
  static Picture of(Raster raster, JpegColours colours) {
    byte[] samples = ((DataBufferByte) raster.getDataBuffer()).getData();
    new HalvedRows(raster.getHeight(), raster.getWidth(), samples, colours).convert();
    return new Picture(raster.getHeight(), raster.getWidth(), samples);
  }

  private void convert() {
    for (int y = 0; y < height; y++) {
      full(y);
      if (!colours.isRgb()) fromYcc();
      for (int at = 0; at < row.length; at++) {
        samples[y * row.length + at] = (byte) Math.clamp(row[at], 0, 255);
      }
    }
  }

  /// Row y of all components.
  private void full(int y) {
    read(y, row);
    int odd = y % 2;
    if (odd == 0) turnEven();
    int[] far = odd == 0 ? before(y) : behind(y);
    for (int component = 0; component < Picture.CHANNELS; component++) {
      if (!colours.isHalved(component)) continue;
      for (int at = component; at < row.length; at += Picture.CHANNELS) {
        row[at] = (3 * even[at] + far[at] + 1 + odd) >> 2;
      }
    }
  }

  private void turnEven() {
    int[] free = evenBefore;
    evenBefore = even;
    even = free;
    System.arraycopy(row, 0, even, 0, row.length);
  }

  private int[] before(int y) {
    return y == 0 ? even : evenBefore;
  }

  private int[] behind(int y) {
    if (y + 1 == height) return even;
    read(y + 1, evenBehind);
    return evenBehind;
  }

  private void read(int y, int[] into) {
    for (int at = 0; at < into.length; at++) {
      into[at] = samples[y * into.length + at] & 0xFF;
    }
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
