package io.viralstream.images;

/// Turns the samples of a row into RGB, as PIL does: alpha dropped, grey repeated, the high byte of
/// 16 bits taken, a palette's missing colours black.
final class PngSamples {
  private static final int COLOURS = 256;
  private static final int FULL = 255;

  private final PngFormat format;
  private final byte[] palette = new byte[COLOURS * Picture.CHANNELS];

  /// @param palette whole colours of three bytes, at most 256
  PngSamples(PngFormat format, byte[] palette) {
    this.format = format;
    System.arraycopy(palette, 0, this.palette, 0, palette.length);
  }

  /// What a row that is missing looks like: black, or a palette's first colour.
  void blank(byte[] rgb) {
    if (palette[0] == 0 && palette[1] == 0 && palette[2] == 0) return;
    for (int at = 0; at < rgb.length; at += Picture.CHANNELS) {
      System.arraycopy(palette, 0, rgb, at, Picture.CHANNELS);
    }
  }

  /// Writes a row's pixels from `to` on, each `step` pixels behind the one before.
  ///
  /// @param row the filter's number, then the samples
  void write(byte[] row, int pixels, byte[] rgb, int to, int step) {
    int at = to * Picture.CHANNELS;
    int stride = step * Picture.CHANNELS;
    switch (format.colour()) {
      case GREY -> greys(row, pixels, rgb, at, stride);
      case PALETTE -> indices(row, pixels, rgb, at, stride);
      case GREY_ALPHA -> greysWithAlpha(row, pixels, rgb, at, stride);
      case RGB, RGB_ALPHA -> colours(row, pixels, rgb, at, stride);
      case UNUSED_1, UNUSED_5 -> throw new IllegalStateException(format.toString());
    }
  }

  private void greys(byte[] row, int pixels, byte[] rgb, int to, int stride) {
    int spread = FULL / ((1 << format.depth()) - 1); // over all 8 bits
    for (int pixel = 0, at = to; pixel < pixels; pixel++, at += stride) {
      grey((byte) (index(row, pixel) * spread), rgb, at);
    }
  }

  private void indices(byte[] row, int pixels, byte[] rgb, int to, int stride) {
    for (int pixel = 0, at = to; pixel < pixels; pixel++, at += stride) {
      int colour = index(row, pixel) * Picture.CHANNELS;
      rgb[at] = palette[colour];
      rgb[at + 1] = palette[colour + 1];
      rgb[at + 2] = palette[colour + 2];
    }
  }

  private void greysWithAlpha(byte[] row, int pixels, byte[] rgb, int to, int stride) {
    int apart = format.bytesPerPixel();
    for (int pixel = 0, at = to; pixel < pixels; pixel++, at += stride) {
      grey(row[1 + pixel * apart], rgb, at);
    }
  }

  private void colours(byte[] row, int pixels, byte[] rgb, int to, int stride) {
    int apart = format.bytesPerPixel();
    if (apart == Picture.CHANNELS && stride == apart) {
      System.arraycopy(row, 1, rgb, to, pixels * apart);
      return;
    }
    int width = format.depth() / Byte.SIZE;
    for (int pixel = 0, at = to; pixel < pixels; pixel++, at += stride) {
      int from = 1 + pixel * apart;
      rgb[at] = row[from];
      rgb[at + 1] = row[from + width];
      rgb[at + 2] = row[from + 2 * width];
    }
  }

  private static void grey(byte value, byte[] rgb, int at) {
    rgb[at] = value;
    rgb[at + 1] = value;
    rgb[at + 2] = value;
  }

  private int index(byte[] row, int pixel) {
    int depth = format.depth();
    int bit = pixel * depth;
    int value = row[1 + bit / Byte.SIZE] & 0xFF;
    return value >> (Byte.SIZE - depth - bit % Byte.SIZE) & (1 << depth) - 1;
  }
}
