package io.viralstream.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ImageLimitsTest {
  @Test
  void allowEightMebibytesByDefault() {
    assertEquals(8 * 1024 * 1024, ImageLimits.STANDARD.maxBytes());
  }

  @Test
  void refuseALimitOfNothing() {
    assertMessage("maxBytes=0: must be at least 1", 0, 1, 1, 1);
    assertMessage("maxSide=0: must be at least 1", 1, 0, 1, 1);
    assertMessage("maxPixels=-1: must be at least 1", 1, 1, -1, 1);
    assertMessage("maxScans=0: must be at least 1", 1, 1, 1, 0);
  }

  private static void assertMessage(String message, int bytes, int side, int pixels, int scans) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> new ImageLimits(bytes, side, pixels, scans));
    assertEquals(message, refused.getMessage());
  }
}
