package io.viralstream.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaddingTest {
  private static final Rgb FILL = new Rgb(7, 8, 9);

  @Test
  void putsAWidePictureInTheMiddleWithTheOddRowBelow() {
    var wide = new Picture(1, 2, new byte[] {1, 1, 1, 2, 2, 2});

    assertArrayEquals(
        new byte[] {1, 1, 1, 2, 2, 2, 7, 8, 9, 7, 8, 9}, Padding.square(wide, FILL).rgb());
  }

  @Test
  void putsATallPictureBetweenTwoColumns() {
    var tall = new Picture(3, 1, new byte[] {1, 1, 1, 2, 2, 2, 3, 3, 3});

    assertArrayEquals(
        new byte[] {7, 8, 9, 2, 2, 2, 7, 8, 9},
        Arrays.copyOfRange(Padding.square(tall, FILL).rgb(), 9, 18));
  }

  @Test
  void leavesASquareAlone() {
    var square = new Picture(1, 1, new byte[3]);

    assertSame(square, Padding.square(square, FILL));
  }

  /// Strips and near squares, smaller and larger than what they become.
  @ParameterizedTest
  @CsvSource({"1,9", "9,1", "7,10", "10,7", "24,23", "3,40", "40,3", "5,8", "8,5", "16,16"})
  void makesThePaddedSquareSmallerWithoutTheSquare(int height, int width) {
    byte[] rgb = new byte[height * width * Picture.CHANNELS];
    RandomGeneratorFactory.of("L64X128MixRandom").create(height * 100 + width).nextBytes(rgb);
    var picture = new Picture(height, width, rgb);
    for (ResizeFilter filter : ResizeFilter.values()) {
      for (int side : new int[] {1, 5, 8, 9, 20}) {
        Picture square = Padding.square(picture, FILL);

        assertEquals(
            Resize.with(filter, square, side, side),
            Padding.resized(filter, picture, FILL, side),
            filter + " to " + side);
      }
    }
  }
}
