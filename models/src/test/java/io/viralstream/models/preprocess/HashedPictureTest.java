package io.viralstream.models.preprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.images.ImageRejected;
import io.viralstream.images.Picture;
import io.viralstream.images.PictureReader;
import io.viralstream.images.PngWriter;
import io.viralstream.images.ResizeFilter;
import io.viralstream.models.checkpoint.TinyModelDirectory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HashedPictureTest {
  private static final Picture SMALL = ramp(30, 20);
  private static final Picture LARGE = ramp(1_000, 900);

  private final PictureReader reader = PictureReader.standard(1L << 30);
  private final Preprocessing padded = Preprocessing.padded(TinyModelDirectory.VISION.view(), 8);
  private final Preprocessing squashed = new Preprocessing.Squashed(5, ResizeFilter.BILINEAR);

  @Test
  void keepsTheSquaresAloneWhereTheyAreKnown() throws ImageRejected {
    HashedPicture waiting = of(LARGE, List.of(padded, squashed, padded));

    assertEquals(8 * 8 * 3 + 5 * 5 * 3, waiting.bytes());
    assertEquals(padded.frame(LARGE), waiting.framed(padded));
    assertEquals(squashed.frame(LARGE), waiting.framed(squashed));
  }

  @Test
  void refusesASquareThatWasNotAskedFor() throws ImageRejected {
    HashedPicture waiting = of(SMALL, List.of(padded));

    assertThrows(IllegalArgumentException.class, () -> waiting.framed(squashed));
  }

  @Test
  void keepsASmallPictureDecoded() throws ImageRejected {
    HashedPicture waiting = of(SMALL, List.of());

    assertEquals(new HashedPicture.Whole("sha", SMALL), waiting);
  }

  @Test
  void keepsALargePictureInItsFile() throws ImageRejected {
    HashedPicture.Filed waiting = assertInstanceOf(HashedPicture.Filed.class, of(LARGE, List.of()));

    assertTrue(waiting.bytes() < 100_000, "bytes=" + waiting.bytes());
    assertEquals(padded.frame(LARGE), waiting.framed(padded));
  }

  @Test
  void refusesADamagedFileAtOnce() {
    byte[] damaged = Arrays.copyOf(PngWriter.write(LARGE), 1_000);

    assertThrows(ImageRejected.class, () -> HashedPicture.of("sha", damaged, reader, List.of()));
  }

  private HashedPicture of(Picture picture, List<Preprocessing> wanted) throws ImageRejected {
    return HashedPicture.of("sha", PngWriter.write(picture), reader, wanted);
  }

  private static Picture ramp(int height, int width) {
    byte[] rgb = new byte[height * width * 3];
    for (int i = 0; i < rgb.length; i++) rgb[i] = (byte) (i / 97);
    return new Picture(height, width, rgb);
  }
}
