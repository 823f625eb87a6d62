package io.viralstream.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

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
}
