package io.viralstream.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.images.ImageRejected.Category;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostilePictureTest {
  private static final int WIDTH_IN_PNG = 16;
  private final PictureReader reader = PictureReader.standard(1L << 30);

  @Test
  void refusesAnEmptyFile() {
    assertEquals(Category.EMPTY, rejection(new byte[0]).category());
  }

  @Test
  void refusesATypeThatIsNotTaken() {
    byte[] gif = "GIF89a and the rest".getBytes(StandardCharsets.US_ASCII);

    assertEquals(Category.UNKNOWN_TYPE, rejection(gif).category());
  }

  @Test
  void refusesALongFileBeforeLookingIntoIt() {
    ImageRejected rejected = rejection(new byte[(8 << 20) + 1]);

    assertEquals(Category.TOO_MANY_BYTES, rejected.category());
    assertEquals("bytes=8388609: at most 8388608", rejected.getMessage());
  }

  /// Some bytes at the end are not needed, and the golden says how many PIL can do without.
  @ParameterizedTest
  @MethodSource("cuts")
  void refusesAFileThatIsCutWherePilDoes(String name, int least) throws ImageRejected {
    byte[] file = Golden.bytes(name);
    for (int length = 8; length < least; length++) {
      byte[] cut = Arrays.copyOf(file, length);

      assertEquals(Category.CORRUPT, rejection(cut).category(), "cut at " + length);
    }
    for (int length = least; length <= file.length; length++) {
      assertEquals(reader.read(file), reader.read(Arrays.copyOf(file, length)), "cut at " + length);
    }
  }

  static Stream<Arguments> cuts() {
    return Golden.lines("cut.txt").stream()
        .map(line -> line.split(" "))
        .map(words -> Arguments.of(words[0], Integer.valueOf(words[1])));
  }

  @Test
  void refusesHugeSidesFromTheHeaderAlone() {
    ImageRejected rejected = rejection(pngClaiming(60_000, 60_000));

    assertEquals(Category.TOO_LARGE, rejected.category());
    assertEquals("height=60000: at most 8192", rejected.getMessage());
  }

  @Test
  void refusesTooManyPixelsOfAllowedSides() {
    assertEquals(
        "pixels=67108864: at most 16777216", rejection(pngClaiming(8192, 8192)).getMessage());
  }

  @Test
  void refusesSidesThatAreNegativeOrNought() {
    assertEquals(Category.CORRUPT, rejection(pngClaiming(-1, 5)).category());
    assertEquals(Category.CORRUPT, rejection(pngClaiming(5, 0)).category());
  }

  @Test
  void refusesAJpegOfMoreScansThanAllowed() {
    var strict =
        new PictureReader(new ImageLimits(1 << 20, 100, 10_000, 2), new DecodeMemory(1 << 20));

    ImageRejected rejected =
        assertThrows(ImageRejected.class, () -> strict.read(Golden.bytes("jpeg-progressive.jpg")));

    assertEquals(Category.TOO_LARGE, rejected.category());
  }

  @Test
  void refusesAPngWhoseChecksumIsWrong() {
    byte[] file = Golden.bytes("rgb8.png");
    file[29] ^= 1;

    assertEquals("chunk=IHDR: checksum differs", rejection(file).getMessage());
  }

  @Test
  void refusesFlavoursWhoseConversionWouldBeAGuess() {
    assertEquals(Category.UNSUPPORTED, rejection(Golden.bytes("grey16.png")).category());
    assertEquals(Category.UNSUPPORTED, rejection(Golden.bytes("cmyk.jpg")).category());
  }

  /// Damage of any kind ends as a picture of the right size or as a rejection, never as another
  /// error.
  @ParameterizedTest
  @ValueSource(strings = {"jpeg444.jpg", "jpeg420.jpg", "jpeg-progressive.jpg", "jpeg-grey.jpg"})
  void survivesDamageAnywhere(String name) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    for (int round = 0; round < 500; round++) {
      byte[] file = Golden.bytes(name);
      for (int hits = 0; hits < 3; hits++) {
        file[random.nextInt(file.length)] = (byte) random.nextInt(256);
      }
      try {
        Picture picture = reader.read(file);
        assertTrue(picture.height() <= 8192);
      } catch (ImageRejected expected) {
        assertNotNull(expected.getMessage());
      }
    }
  }

  private ImageRejected rejection(byte[] file) {
    return assertThrows(ImageRejected.class, () -> reader.read(file));
  }

  private static byte[] pngClaiming(int width, int height) {
    byte[] file = Golden.bytes("rgb8.png");
    ByteBuffer.wrap(file).putInt(WIDTH_IN_PNG, width).putInt(WIDTH_IN_PNG + 4, height);
    var checksum = new CRC32();
    checksum.update(file, 12, 17);
    ByteBuffer.wrap(file).putInt(29, (int) checksum.getValue());
    return file;
  }
}
