package io.viralstream.images;

/// What a picture file says about itself before any pixel is decoded.
///
/// @param height in pixels, at least 1
/// @param width in pixels, at least 1
/// @param scans passes over the picture: 1 but for progressive JPEG
public record ImageHeader(ImageType type, int height, int width, int scans) {
  public ImageHeader {
    if (height < 1 || width < 1 || scans < 1) {
      throw new IllegalArgumentException(
          "height=" + height + " width=" + width + " scans=" + scans + ": all at least 1");
    }
  }
}
