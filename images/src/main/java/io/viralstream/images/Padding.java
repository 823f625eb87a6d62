package io.viralstream.images;

/// A picture in the middle of a square of one colour, as LLaVA's `expand2square` places it.
public final class Padding {
  private Padding() {}

  /// The smallest square around the picture; an odd remainder goes below or to the right.
  public static Picture square(Picture picture, Rgb fill) {
    int side = Math.max(picture.height(), picture.width());
    if (picture.height() == picture.width()) {
      return picture;
    }
    byte[] rgb = filled(side * side, fill);
    int top = (side - picture.height()) / 2;
    int left = (side - picture.width()) / 2;
    int rowLength = picture.width() * Picture.CHANNELS;
    for (int y = 0; y < picture.height(); y++) {
      int to = ((top + y) * side + left) * Picture.CHANNELS;
      System.arraycopy(picture.rgb(), y * rowLength, rgb, to, rowLength);
    }
    return new Picture(side, side, rgb);
  }

  /// The square at `side` × `side`: the same bytes as the square's, resized. The square itself is
  /// not made, which of a strip of 8192 × 2048 would take four times the strip's memory.
  public static Picture resized(ResizeFilter filter, Picture picture, Rgb fill, int side) {
    int square = Math.max(picture.height(), picture.width());
    if (picture.height() == picture.width()) return Resize.with(filter, picture, side, side);
    if (square == side) return square(picture, fill);
    return PaddedResize.of(filter, picture, fill, side);
  }

  static byte[] filled(int pixels, Rgb fill) {
    byte[] rgb = new byte[pixels * Picture.CHANNELS];
    for (int at = 0; at < rgb.length; at += Picture.CHANNELS) {
      rgb[at] = (byte) fill.red();
      rgb[at + 1] = (byte) fill.green();
      rgb[at + 2] = (byte) fill.blue();
    }
    return rgb;
  }
}
