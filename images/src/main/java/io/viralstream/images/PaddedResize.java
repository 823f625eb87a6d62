package io.viralstream.images;

import java.util.Arrays;

/// Pads a picture to a square and resizes it to a smaller one in one go, row by row: the rows of
/// the padding are all alike and made once.
final class PaddedResize {
  private final Picture picture;
  private final byte[] padding; // one row of the square
  private final ResizeWeights weights;
  private final int top;
  private final int left;
  private final int side;

  private PaddedResize(ResizeFilter filter, Picture picture, Rgb fill, int side) {
    int square = Math.max(picture.height(), picture.width());
    this.picture = picture;
    this.padding = Padding.filled(square, fill);
    this.weights = ResizeWeights.middle(filter, square, side, side);
    this.top = (square - picture.height()) / 2;
    this.left = (square - picture.width()) / 2;
    this.side = side;
  }

  static Picture of(ResizeFilter filter, Picture picture, Rgb fill, int side) {
    return new PaddedResize(filter, picture, fill, side).alongColumns();
  }

  /// Each of the picture's rows in the square, made narrower, and a row of padding at the end.
  private byte[] alongRows() {
    int rowLength = picture.width() * Picture.CHANNELS;
    byte[] narrow = new byte[(picture.height() + 1) * side * Picture.CHANNELS];
    byte[] row = padding.clone();
    for (int y = 0; y < picture.height(); y++) {
      System.arraycopy(picture.rgb(), y * rowLength, row, left * Picture.CHANNELS, rowLength);
      Resize.row(row, 0, weights, side, narrow, y * side * Picture.CHANNELS);
    }
    int last = picture.height() * side * Picture.CHANNELS;
    Resize.row(padding, 0, weights, side, narrow, last);
    return narrow;
  }

  private Picture alongColumns() {
    byte[] narrow = alongRows();
    int rowLength = side * Picture.CHANNELS;
    byte[] out = new byte[side * rowLength];
    int[] sums = new int[rowLength];
    for (int y = 0; y < side; y++) {
      Arrays.fill(sums, Resize.HALF);
      int first = weights.first(y);
      int[] fixed = weights.fixed(y);
      for (int i = 0; i < fixed.length; i++) {
        add(narrow, row(first + i) * rowLength, fixed[i], sums);
      }
      for (int at = 0; at < rowLength; at++) {
        out[y * rowLength + at] = Resize.rounded(sums[at]);
      }
    }
    return new Picture(side, side, out);
  }

  private static void add(byte[] samples, int from, int weight, int[] sums) {
    for (int at = 0; at < sums.length; at++) {
      sums[at] += (samples[from + at] & 0xFF) * weight;
    }
  }

  /// Which of the rows that were made narrower is this one of the square.
  private int row(int y) {
    boolean inside = y >= top && y < top + picture.height();
    return inside ? y - top : picture.height();
  }
}
