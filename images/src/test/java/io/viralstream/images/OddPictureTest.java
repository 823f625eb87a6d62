package io.viralstream.images;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Damaged and unusual files: what PIL reads is read to the same bytes, what it refuses is refused.
class OddPictureTest {
  private final PictureReader reader = PictureReader.standard(1L << 30);

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void isReadOrRefusedAsPilDoes(String name, byte[] file, String outcome) {
    assertEquals(outcome, outcome(file), name);
  }

  static Stream<Arguments> files() {
    return Golden.lines("odd.txt").stream()
        .map(line -> line.split("\t"))
        .map(cells -> Arguments.of(cells[0], Base64.getDecoder().decode(cells[1]), cells[2]));
  }

  private String outcome(byte[] file) {
    try {
      Picture picture = reader.read(file);
      return picture.width() + "x" + picture.height() + " " + ContentHash.sha256(picture.rgb());
    } catch (ImageRejected refused) {
      return "refused";
    }
  }
}
