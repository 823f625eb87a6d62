package io.viralstream.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureReaderTest {
  private final PictureReader reader = PictureReader.standard(1L << 30);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "grey1.png",
        "grey2.png",
        "grey4.png",
        "grey8.png",
        "grey8-key.png",
        "grey-alpha8.png",
        "grey-alpha16.png",
        "rgb8.png",
        "rgb8-key.png",
        "rgb16.png",
        "rgba8.png",
        "rgba16.png",
        "palette4.png",
        "palette8.png",
        "filtered.png",
        "jpeg444.jpg",
        "jpeg420.jpg",
        "jpeg-progressive.jpg",
        "jpeg-grey.jpg",
        "jpeg440.jpg",
        "jpeg-numbered.jpg"
      })
  void decodesToTheBytesThatPilGives(String name) throws ImageRejected {
    Picture picture = reader.read(Golden.bytes(name));

    assertArrayEquals(Golden.bytes(name + ".rgb"), picture.rgb());
  }

  @Test
  void readsTypeAndSizeWithoutDecoding() throws ImageRejected {
    assertEquals(new ImageHeader(ImageType.PNG, 7, 10, 1), reader.header(Golden.bytes("rgb8.png")));
  }

  @Test
  void countsTheScansOfAProgressiveJpeg() throws ImageRejected {
    assertTrue(reader.header(Golden.bytes("jpeg-progressive.jpg")).scans() > 1);
  }

  @Test
  void readsBackWhatThePngWriterWrote() throws ImageRejected {
    var picture =
        new Picture(2, 3, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 0, -1, -2, 3, 4, 5, 6, 7, 8});

    assertEquals(picture, reader.read(PngWriter.write(picture)));
  }

  @Test
  void ignoresBytesAfterTheEndAsPilDoes() throws ImageRejected {
    for (String name : new String[] {"rgb8.png", "jpeg444.jpg"}) {
      byte[] file = Golden.bytes(name);
      byte[] longer = Arrays.copyOf(file, file.length + 1000);

      assertEquals(reader.read(file), reader.read(longer));
    }
  }
}
