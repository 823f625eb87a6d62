package io.viralstream.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CropTest {
  /// What transformers' `center_crop` gives of samples that count from 1.
  @ParameterizedTest
  @CsvSource({
    "3, 4, 2, 3, 1 2 3 5 6 7",
    "5, 5, 2, 2, 7 8 12 13",
    "2, 3, 4, 4, 0 0 0 0 0 1 2 3 0 4 5 6 0 0 0 0",
    "3, 2, 2, 5, 0 0 1 2 0 0 0 3 4 0",
    "1, 1, 2, 2, 0 0 0 1",
    "4, 4, 3, 3, 1 2 3 5 6 7 9 10 11",
    "2, 5, 5, 2, 0 0 0 0 2 3 7 8 0 0"
  })
  void takesTheMiddle(int height, int width, int toHeight, int toWidth, String expected) {
    byte[] counting = new byte[height * width * 3];
    for (int i = 0; i < counting.length; i++) counting[i] = (byte) (i / 3 + 1);

    Picture middle = Crop.centre(new Picture(height, width, counting), toHeight, toWidth);

    int[] reds = new int[toHeight * toWidth];
    for (int i = 0; i < reds.length; i++) reds[i] = middle.sample(i / toWidth, i % toWidth, 0);
    int[] wanted = Arrays.stream(expected.split(" ")).mapToInt(Integer::parseInt).toArray();
    assertArrayEquals(wanted, reds);
  }

  @ParameterizedTest
  @CsvSource({"3, 50, 30, 500", "50, 3, 500, 30", "9, 9, 20, 6", "9, 7, 9, 15", "9, 40, 9, 40"})
  void takesTheMiddleOfWhatIsResized(int height, int width, int toHeight, int toWidth) {
    byte[] rgb = new byte[height * width * 3];
    new Random(2).nextBytes(rgb);
    var in = new Picture(height, width, rgb);
    Picture whole = Resize.bicubic(in, toHeight, toWidth);

    assertEquals(
        Crop.centre(whole, 15, 15),
        Crop.ofResized(ResizeFilter.BICUBIC, in, toHeight, toWidth, 15));
  }

  @Test
  void makesOnlyTheMiddleOfAPictureOfOnePixelsHeight() {
    var line = new Picture(1, 1 << 20, new byte[3 << 20]);

    assertEquals(
        new Picture(2, 2, new byte[12]),
        Crop.ofResized(ResizeFilter.BICUBIC, line, 2_000, 2_000 << 20, 2));
  }

  @Test
  void leavesAPictureOfThatSizeAlone() {
    var in = new Picture(1, 2, new byte[6]);

    assertSame(in, Crop.centre(in, 1, 2));
  }
}
