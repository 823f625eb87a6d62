package io.viralstream.gateway.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.problem.ProblemKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartTest {
  private static final String NAMED = "Content-Disposition: form-data; name=\"a\"\r\n\r\n";

  @Test
  void takesPartsApartByteByByte() {
    List<Part> parts =
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
    String body = "--x\r\nContent-Disposition: form-data; name=\"a\\\"b\"\r\n\r\n1\r\n--x--";
    assertEquals("a\"b", parts(body).getFirst().name());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "; name=samples | samples",
        ";name=samples;filename=a b.png | samples",
        "; name=\"samples\"; filename=\"a; name=b\" | samples",
        "; filename=\"a\\\"; name=\\\"b\" ; name = samples | samples",
        "; NAME=\"a b\"; filename*=utf-8''x.png | a b",
        "; name*=UTF-8''caf%C3%A9%20x | café x",
        "; name=plain; name*=utf-8''other | plain",
        "; name=samples; | samples",
        "; name=\"=?utf-8?B?w6k=?=\" | =?utf-8?B?w6k=?="
      })
  void readsANameAsAnyClientWritesIt(String parameters, String name) {
    assertEquals(Optional.of(name), Disposition.name(parameters));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "; filename=x",
        "; filename=\"; name=a\"",
        "; name=a; name=b",
        "; name=\"a",
        "; name",
        "; name=\"a\" b",
        "; name*=latin-1''a",
        "; name*=utf-8''%zz",
        "; name*=utf-8''%c",
        "; name*=utf-8''%FF"
      })
  void findsNoNameWhereThereIsNoneOrSeveral(String parameters) {
    assertEquals(Optional.empty(), Disposition.name(parameters));
  }

  @Test
  void readsAHeaderOfEscapesOnASmallStack() throws Exception {
    var names = new ArrayList<String>();
    String text = "; name=\"" + "\\a".repeat(2_000) + "\"";
    var reader =
        new Thread(null, () -> Disposition.name(text).ifPresent(names::add), "s", 64 << 10);
    reader.start();
    reader.join();
    assertEquals(List.of("a".repeat(2_000)), names);
  }

  @Test
  void doesNotTakeAFileNameForTheName() {
    String body = "--x\r\nContent-Disposition: form-data; filename=\"f\"\r\n\r\n1\r\n--x--";
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
    String body = ("--x\r\n" + NAMED + "1\r\n").repeat(6) + "--x--";
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
