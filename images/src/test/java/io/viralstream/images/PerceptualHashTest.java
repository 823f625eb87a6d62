package io.viralstream.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PerceptualHashTest {
  @Test
  void setsEveryBitWhereEachCellIsDarkerThanItsRightNeighbour() {
    assertEquals(-1L, PerceptualHash.of(ramp(8, 9, 20)));
  }

  @Test
  void setsNoBitOnAFlatPicture() {
    assertEquals(0L, PerceptualHash.of(ramp(30, 40, 0)));
  }

  @Test
  void staysNearForABrighterSmallerCopyAndFarForAMirrored() {
    Picture picture = blob(64, 20, 0);
    long hash = PerceptualHash.of(picture);

    assertTrue(PerceptualHash.distance(hash, PerceptualHash.of(blob(48, 15, 9))) <= 8);
    assertTrue(PerceptualHash.distance(hash, PerceptualHash.of(blob(64, 44, 0))) > 8);
  }

  private static Picture ramp(int height, int width, int step) {
    byte[] rgb = new byte[height * width * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i / 3 % width * step);
    }
    return new Picture(height, width, rgb);
  }

  /// A bright spot whose light falls off with distance.
  private static Picture blob(int side, int centre, int brighter) {
    byte[] rgb = new byte[side * side * 3];
    for (int i = 0; i < rgb.length; i++) {
      int y = i / 3 / side;
      int x = i / 3 % side;
      double far = Math.hypot(y - centre, x - centre) / side;
      rgb[i] = (byte) (200 - 120 * far + brighter);
    }
    return new Picture(side, side, rgb);
  }
}
