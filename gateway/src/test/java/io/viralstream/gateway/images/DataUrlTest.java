package io.viralstream.gateway.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DataUrlTest {
  @Test
  void decodesBase64AndKeepsWhatTypeIsSaid() {
    var image = DataUrl.parse(field("data:Image/PNG;base64,AQID"), 3);
    assertArrayEquals(new byte[] {1, 2, 3}, image.bytes());
    assertEquals(Optional.of("image/png"), image.mediaType());
  }

  @Test
  void refusesMoreBytesThanTheLimitBeforeItDecodes() {
    var huge = "data:image/png;base64," + "A".repeat(1_000) + "!";
    assertEquals(ProblemKind.TOO_LARGE, refusal(huge).kind());
  }

  @Test
  void refusesWhatIsNotBase64() {
    assertEquals("image: is not base64", refusal("data:image/png;base64,A!==").detail());
  }

  @Test
  void refusesPercentEncoding() {
    assertEquals(ProblemKind.INVALID, refusal("data:image/png,%89PNG").kind());
  }

  @Test
  void refusesAPrefixWithoutEnd() {
    assertEquals(ProblemKind.INVALID, refusal("data:" + ";a".repeat(5_000)).kind());
  }

  private static Problem refusal(String url) {
    return Refusals.of(() -> DataUrl.parse(field(url), 100));
  }

  private static Field field(String url) {
    return Field.text("image", url);
  }
}
