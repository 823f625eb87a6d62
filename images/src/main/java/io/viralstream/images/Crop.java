package io.viralstream.images;

/// The middle of a picture, as transformers' `center_crop` takes it.
public final class Crop {
  private Crop() {}

  /// The middle at `side` × `side` of the picture at `height` × `width`, made without the rest.
  public static Picture ofResized(
      ResizeFilter filter, Picture picture, int height, int width, int side) {
    return centre(Resize.middle(filter, picture, height, width, side), side, side);
  }

  /// The middle at `height` × `width`, where an odd remainder is cut off below and to the right; a
  /// picture that is smaller has black around it, an odd remainder above and to the left.
  public static Picture centre(Picture picture, int height, int width) {
    if (height == picture.height() && width == picture.width()) {
      return picture;
    }
    byte[] rgb = new byte[Math.multiplyExact(Math.multiplyExact(height, width), Picture.CHANNELS)];
    int top = Math.floorDiv(picture.height() - height, 2);
    int left = Math.floorDiv(picture.width() - width, 2);
    int first = Math.max(0, -left);
    int end = Math.min(width, picture.width() - left);
    for (int y = Math.max(0, -top); y < Math.min(height, picture.height() - top); y++) {
      int from = ((top + y) * picture.width() + left + first) * Picture.CHANNELS;
      int to = (y * width + first) * Picture.CHANNELS;
      System.arraycopy(picture.rgb(), from, rgb, to, (end - first) * Picture.CHANNELS);
    }
    return new Picture(height, width, rgb);
  }
}
