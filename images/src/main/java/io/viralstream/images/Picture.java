package io.viralstream.images;

import java.util.Arrays;

/// A decoded picture: 8-bit RGB, row by row, three bytes a pixel (`[height, width, 3]`).
///
/// The bytes are not copied in or out, because pictures are read far more often than made; code
/// that holds a picture treats them as frozen.
@SuppressWarnings("ArrayRecordComponent") // equality is defined on the contents below
public record Picture(int height, int width, byte[] rgb) {
  static final int CHANNELS = 3;

  public Picture {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "height=" + height + " width=" + width + ": both must be at least 1");
    }
    if (rgb.length != (long) height * width * CHANNELS) {
      throw new IllegalArgumentException(
          "rgb.length=" + rgb.length + ": must be height * width * 3 of " + height + "x" + width);
    }
  }

  /// One sample, 0 to 255; `channel` is 0 for red, 1 for green, 2 for blue.
  public int sample(int y, int x, int channel) {
    return rgb[(y * width + x) * CHANNELS + channel] & 0xFF;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Picture that
        && height == that.height
        && width == that.width
        && Arrays.equals(rgb, that.rgb);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * height + width) + Arrays.hashCode(rgb);
  }

  @Override
  public String toString() {
    return "Picture[" + height + "x" + width + "]";
  }
}
