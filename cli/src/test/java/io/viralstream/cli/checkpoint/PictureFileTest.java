package io.viralstream.cli.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFileTest {
  @ParameterizedTest
  @ValueSource(strings = {"/dev", "/dev/zero"})
  void refusesByNameWhatIsNoFile(String path) {
    PictureFile.Refused refused =
        assertThrows(PictureFile.Refused.class, () -> PictureFile.read(Path.of(path)));
    assertEquals(path + ": is no file", refused.getMessage());
  }
}
