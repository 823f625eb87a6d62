package io.viralstream.gateway.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.problem.ProblemKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MultipartTest {
  private static final String NAMED = "Content-Disposition: form-data; name=\"a\"\r\n\r\n";

  @Test
  void takesPartsApartByteByByte() {
    var parts =
        parts(
            "--x\r\n"
                + NAMED
                + "1\r\n2\r\n--x\r\n"
                + "Content-Type: image/png\r\ncontent-disposition: form-data; name=\"b/c.png\"; filename=\"f\"\r\n\r\n"
                + "\r\n--y\r\n--x--\r\n");
    assertEquals(List.of("a", "b/c.png"), parts.stream().map(Part::name).toList());
    assertArrayEquals(bytes("1\r\n2"), parts.get(0).bytes());
    assertArrayEquals(bytes("\r\n--y"), parts.get(1).bytes());
  }

  @Test
  void takesAnEmptyPart() {
    assertEquals(0, parts("--x\r\n" + NAMED + "\r\n--x--").getFirst().bytes().length);
  }

  @Test
  void passesByAPreamble() {
    assertEquals(1, parts("hello\r\n--x\r\n" + NAMED + "1\r\n--x--").size());
  }

  @Test
  void unescapesAQuoteInAName() {
    var body = "--x\r\nContent-Disposition: form-data; name=\"a\\\"b\"\r\n\r\n1\r\n--x--";
    assertEquals("a\"b", parts(body).getFirst().name());
  }

  @Test
  void doesNotTakeAFileNameForTheName() {
    var body = "--x\r\nContent-Disposition: form-data; filename=\"f\"\r\n\r\n1\r\n--x--";
    assertEquals("multipart: a part has no name", refusal(body));
  }

  @Test
  void refusesAFormThatBreaksOff() {
    assertEquals("multipart: the form breaks off", refusal("--x\r\n" + NAMED + "1"));
  }

  @Test
  void refusesAPartWithoutHeader() {
    assertEquals(
        "multipart: a part has no Content-Disposition of form-data",
        refusal("--x\r\n\r\n1\r\n--x--"));
  }

  @Test
  void refusesAHeaderThatNeverEnds() {
    assertEquals(
        "multipart: a part has no proper header",
        refusal("--x\r\nA: " + "a".repeat(5_000) + "\r\n\r\n1\r\n--x--"));
  }

  @Test
  void refusesMorePartsThanTheLimit() {
    var body = ("--x\r\n" + NAMED + "1\r\n").repeat(6) + "--x--";
    assertEquals(ProblemKind.TOO_LARGE, Refusals.of(() -> parts(body)).kind());
  }

  @Test
  void refusesAFormWithoutBoundary() {
    var type = MediaType.of("multipart/form-data");
    assertEquals(
        ProblemKind.MALFORMED,
        Refusals.of(() -> Multipart.parts(new Body(type, bytes("")), 5)).kind());
  }

  private static String refusal(String body) {
    return Refusals.of(() -> parts(body)).detail();
  }

  private static List<Part> parts(String body) {
    return Multipart.parts(
        new Body(MediaType.of("multipart/form-data; boundary=x"), bytes(body)), 5);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
