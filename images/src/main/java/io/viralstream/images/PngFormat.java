package io.viralstream.images;

/// How the samples of a PNG file stand in its rows.
///
/// @param depth bits of a sample
/// @param colour what a pixel's samples mean
record PngFormat(int depth, Colour colour) {
  /// In the order of their numbers in a header; two numbers are not used.
  enum Colour {
    GREY(1),
    UNUSED_1(0),
    RGB(3),
    PALETTE(1),
    GREY_ALPHA(2),
    UNUSED_5(0),
    RGB_ALPHA(4);

    private final int samples;

    Colour(int samples) {
      this.samples = samples;
    }

    boolean hasDepth(int depth) {
      return switch (this) {
        case GREY -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
        case PALETTE -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
        case RGB, GREY_ALPHA, RGB_ALPHA -> depth == 8 || depth == 16;
        case UNUSED_1, UNUSED_5 -> false;
      };
    }
  }

  /// Whether there is such a format.
  static boolean exists(int depth, int colour) {
    return colour < Colour.values().length && Colour.values()[colour].hasDepth(depth);
  }

  static PngFormat of(int depth, int colour) {
    return new PngFormat(depth, Colour.values()[colour]);
  }

  int bitsPerPixel() {
    return colour.samples * depth;
  }

  /// How far back the sample lies that a filter takes for the left neighbour's.
  int bytesPerPixel() {
    return (bitsPerPixel() + 7) / 8;
  }

  /// Bytes of a row of so many pixels, without its filter's number.
  int rowLength(int pixels) {
    return Math.toIntExact(((long) pixels * bitsPerPixel() + 7) / 8);
  }
}
