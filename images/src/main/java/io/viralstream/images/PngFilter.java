package io.viralstream.images;

/// Adds to a PNG row's samples what its filter has taken away.
///
/// With filter 1 and one byte a pixel, a row of 10, 5 and 2 becomes 10, 15 and 17.
final class PngFilter {
  private PngFilter() {}

  /// @param row the filter's number, then `length` bytes
  /// @param above the row before in the same way, undone
  /// @param back from a byte to its left neighbour
  /// @throws ImageRejected where there is no such filter
  static void undo(byte[] row, byte[] above, int length, int back) throws ImageRejected {
    switch (row[0]) {
      case 0 -> {}
      case 1 -> left(row, length, back);
      case 2 -> up(row, above, length);
      case 3 -> average(row, above, length, back);
      case 4 -> nearest(row, above, length, back);
      default -> throw ImageRejected.corrupt("filter=" + (row[0] & 0xFF) + ": must be 0 to 4");
    }
  }

  private static void left(byte[] row, int length, int back) {
    for (int i = back + 1; i <= length; i++) {
      row[i] += row[i - back];
    }
  }

  private static void up(byte[] row, byte[] above, int length) {
    for (int i = 1; i <= length; i++) {
      row[i] += above[i];
    }
  }

  private static void average(byte[] row, byte[] above, int length, int back) {
    for (int i = 1; i <= length; i++) {
      int left = i > back ? row[i - back] & 0xFF : 0;
      row[i] += (byte) ((left + (above[i] & 0xFF)) / 2);
    }
  }

  /// Paeth's: whichever of left, above and above left is nearest to left + above − above left.
  private static void nearest(byte[] row, byte[] above, int length, int back) {
    for (int i = 1; i <= length; i++) {
      int left = i > back ? row[i - back] & 0xFF : 0;
      int up = above[i] & 0xFF;
      int corner = i > back ? above[i - back] & 0xFF : 0;
      int fromLeft = Math.abs(up - corner);
      int fromUp = Math.abs(left - corner);
      int fromCorner = Math.abs(left + up - 2 * corner);
      boolean takesLeft = fromLeft <= fromUp && fromLeft <= fromCorner;
      row[i] += (byte) (takesLeft ? left : fromUp <= fromCorner ? up : corner);
    }
  }
}
