package io.viralstream.images;

/// Resizing with antialiasing, equal to PIL's `Image.resize` in every bit.
///
/// PIL works in fixed point: each output sample is a sum of 8-bit samples times 22-bit weights,
/// first along rows, then along columns, rounded to a byte in between. Java2D's own bicubic has no
/// antialiasing and differs by up to 166 of 255.
public final class Resize {
  private static final int PRECISION_BITS = 32 - 8 - 2; // a byte times a weight fits an int
  static final int HALF = 1 << (PRECISION_BITS - 1);

  private Resize() {}

  /// The picture at `height` × `width`.
  public static Picture bicubic(Picture picture, int height, int width) {
    return with(ResizeFilter.BICUBIC, picture, height, width);
  }

  /// The picture at `height` × `width`.
  public static Picture with(ResizeFilter filter, Picture picture, int height, int width) {
    return middle(filter, picture, height, width, Math.max(height, width));
  }

  /// The middle of the picture at `height` × `width`: of what is resized along an axis, no more
  /// than `most` samples are made, so that one pixel's width can be any number of pixels high.
  static Picture middle(ResizeFilter filter, Picture picture, int height, int width, int most) {
    Picture wide =
        width == picture.width()
            ? picture
            : alongRows(filter, picture, width, Math.min(width, most));
    return height == picture.height()
        ? wide
        : alongColumns(filter, wide, height, Math.min(height, most));
  }

  private static Picture alongRows(ResizeFilter filter, Picture in, int whole, int width) {
    ResizeWeights weights = ResizeWeights.middle(filter, in.width(), whole, width);
    byte[] out = new byte[in.height() * width * Picture.CHANNELS];
    int rowLength = in.width() * Picture.CHANNELS;
    for (int y = 0; y < in.height(); y++) {
      row(in.rgb(), y * rowLength, weights, width, out, y * width * Picture.CHANNELS);
    }
    return new Picture(in.height(), width, out);
  }

  /// Makes one row of `width` pixels, in `out` from `at` on, of the row that begins at `from`.
  static void row(byte[] in, int from, ResizeWeights weights, int width, byte[] out, int at) {
    int to = at;
    for (int x = 0; x < width; x++) {
      int start = from + weights.first(x) * Picture.CHANNELS;
      for (int channel = 0; channel < Picture.CHANNELS; channel++) {
        out[to++] = weigh(in, start + channel, Picture.CHANNELS, weights.fixed(x));
      }
    }
  }

  private static Picture alongColumns(ResizeFilter filter, Picture in, int whole, int height) {
    ResizeWeights weights = ResizeWeights.middle(filter, in.height(), whole, height);
    int rowLength = in.width() * Picture.CHANNELS;
    byte[] out = new byte[height * rowLength];
    int at = 0;
    for (int y = 0; y < height; y++) {
      int start = weights.first(y) * rowLength;
      for (int column = 0; column < rowLength; column++) {
        out[at++] = weigh(in.rgb(), start + column, rowLength, weights.fixed(y));
      }
    }
    return new Picture(height, in.width(), out);
  }

  private static byte weigh(byte[] samples, int start, int stride, int[] weights) {
    int sum = HALF;
    int at = start;
    for (int weight : weights) {
      sum += (samples[at] & 0xFF) * weight;
      at += stride;
    }
    return rounded(sum);
  }

  /// The byte of a sum that began with [#HALF].
  static byte rounded(int sum) {
    return (byte) Math.clamp(sum >> PRECISION_BITS, 0, 255);
  }
}
