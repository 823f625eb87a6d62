package io.viralstream.images;

/// A 64-bit difference hash: pictures that look alike differ in few bits.
///
/// Each bit says whether a cell of the picture at 8×9 is darker than its right neighbour, row by
/// row from the highest bit. Recompression, scaling and small brightness changes leave most bits
/// alone.
public final class PerceptualHash {
  private static final int ROWS = 8;
  private static final int COLUMNS = 9;

  private PerceptualHash() {}

  public static long of(Picture picture) {
    Picture small = Resize.bicubic(picture, ROWS, COLUMNS);
    long bits = 0;
    for (int y = 0; y < ROWS; y++) {
      for (int x = 0; x + 1 < COLUMNS; x++) {
        bits = bits << 1 | (luma(small, y, x) < luma(small, y, x + 1) ? 1 : 0);
      }
    }
    return bits;
  }

  /// How many of the 64 bits differ.
  public static int distance(long left, long right) {
    return Long.bitCount(left ^ right);
  }

  /// ITU-R 601 luma in 16-bit fixed point, as PIL's `convert("L")`.
  private static int luma(Picture picture, int y, int x) {
    int weighted =
        picture.sample(y, x, 0) * 19595
            + picture.sample(y, x, 1) * 38470
            + picture.sample(y, x, 2) * 7471;
    return (weighted + 0x8000) >> 16;
  }
}
