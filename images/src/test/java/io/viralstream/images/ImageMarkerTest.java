package io.viralstream.images;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.images.ImageMarker.Fault;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A marker leaves the question, wherever it stood; a text without one stays to the letter.
class ImageMarkerTest {
  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "<image> Is it red?,Is it red?",
        "Is it red? <image>,Is it red?",
        "<image>Is it red?,Is it red?",
        "In this <image> what is seen?,In this  what is seen?",
        " Is it red? , Is it red? "
      })
  void isTakenOut(String text, String question) {
    assertEquals(question, ImageMarker.removed(text));
    assertEquals(Optional.empty(), ImageMarker.besidePicture(text));
  }

  @Test
  void takesTheLineBreakAlong() {
    assertEquals("Is it red?", ImageMarker.removed("<image>\nIs it red?"));
  }

  @Test
  void isRefusedTwice() {
    assertEquals(Optional.of(Fault.SEVERAL), ImageMarker.besidePicture("<image>\n<image>Same?"));
  }

  @Test
  void isRefusedAlone() {
    assertEquals(Optional.of(Fault.NO_QUESTION), ImageMarker.besidePicture(" <image>\n"));
  }

  @Test
  void isRefusedWithoutPicture() {
    assertEquals(Optional.of(Fault.NO_PICTURE), ImageMarker.withoutPicture("An <image> tag?"));
    assertEquals(Optional.empty(), ImageMarker.withoutPicture("An image?"));
  }
}
