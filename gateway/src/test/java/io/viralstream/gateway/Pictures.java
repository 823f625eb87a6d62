package io.viralstream.gateway;

import io.viralstream.images.Picture;
import io.viralstream.images.PictureReader;
import io.viralstream.images.PngWriter;
import java.util.Base64;

/// Tiny pictures for tests.
public final class Pictures {
  private Pictures() {}

  /// Reads them within the share of a large heap.
  public static PictureReader reader() {
    return PictureReader.standard(1L << 30);
  }

  /// A 4×4 picture of one grey; another shade is another picture.
  public static byte[] png(int shade) {
    byte[] rgb = new byte[4 * 4 * 3];
    java.util.Arrays.fill(rgb, (byte) shade);
    return PngWriter.write(new Picture(4, 4, rgb));
  }

  public static String dataUrl(int shade) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png(shade));
  }
}
