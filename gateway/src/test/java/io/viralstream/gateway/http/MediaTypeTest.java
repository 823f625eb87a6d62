package io.viralstream.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.problem.ProblemKind;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MediaTypeTest {
  @Test
  void readsAQuotedBoundary() {
    var type = MediaType.of("Multipart/Form-Data; Charset=UTF-8; boundary=\"a b\"");
    assertEquals(new MediaType("multipart/form-data", Optional.of("a b")), type);
  }

  @Test
  void takesABodyWithoutTypeForJson() {
    assertEquals("application/json", MediaType.of("").essence());
  }

  @Test
  void refusesAnotherCharset() {
    assertEquals(
        ProblemKind.UNSUPPORTED_MEDIA_TYPE,
        Refusals.of(() -> MediaType.of("application/json; charset=latin1")).kind());
  }
}
