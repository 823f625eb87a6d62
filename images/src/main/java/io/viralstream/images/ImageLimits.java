package io.viralstream.images;

/// What a picture file may cost at most, all of it read from the header before anything is decoded.
///
/// @param maxBytes length of the file
/// @param maxSide height and width each, in pixels
/// @param maxPixels height times width
/// @param maxScans passes of a progressive JPEG, each of which visits every pixel
public record ImageLimits(int maxBytes, int maxSide, int maxPixels, int maxScans) {
  /// 8 MiB, 8192 a side, 16 Mi pixels, 100 scans: any photograph, and no bomb.
  public static final ImageLimits STANDARD = new ImageLimits(8 << 20, 8192, 16 << 20, 100);

  private static final long ROW = 1_024L * Picture.CHANNELS;
  private static final long BUFFERS = 512 << 10;

  public ImageLimits {
    requirePositive("maxBytes", maxBytes);
    requirePositive("maxSide", maxSide);
    requirePositive("maxPixels", maxPixels);
    requirePositive("maxScans", maxScans);
  }

  void checkLength(long bytes) throws ImageRejected {
    if (bytes > maxBytes) {
      throw new ImageRejected(
          ImageRejected.Category.TOO_MANY_BYTES, "bytes=" + bytes + ": at most " + maxBytes);
    }
  }

  void checkHeader(ImageHeader header) throws ImageRejected {
    requireSide("height", header.height());
    requireSide("width", header.width());
    long pixels = (long) header.height() * header.width();
    if (pixels > maxPixels) {
      throw tooLarge("pixels=" + pixels + ": at most " + maxPixels);
    }
    if (header.scans() > maxScans) {
      throw tooLarge("scans=" + header.scans() + ": at most " + maxScans);
    }
  }

  /// Bytes of heap that decoding the costliest picture takes.
  long largestDecode() {
    return decode(maxPixels, maxSide, maxBytes);
  }

  /// Bytes of heap that decoding takes: the pixels, every row once more at a width of 1024 for a
  /// caller that makes the picture smaller, and a JPEG file without its remarks.
  static long decode(ImageHeader header, int fileBytes) {
    return decode((long) header.height() * header.width(), header.height(), fileBytes);
  }

  private static long decode(long pixels, long rows, long fileBytes) {
    return pixels * Picture.CHANNELS + rows * ROW + fileBytes + BUFFERS;
  }

  private void requireSide(String side, int value) throws ImageRejected {
    if (value > maxSide) {
      throw tooLarge(side + "=" + value + ": at most " + maxSide);
    }
  }

  private static ImageRejected tooLarge(String message) {
    return new ImageRejected(ImageRejected.Category.TOO_LARGE, message);
  }

  private static void requirePositive(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(key + "=" + value + ": must be at least 1");
    }
  }
}
