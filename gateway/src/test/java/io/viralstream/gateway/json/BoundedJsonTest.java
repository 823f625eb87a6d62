package io.viralstream.gateway.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.problem.ProblemKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoundedJsonTest {
  private final BoundedJson json = new BoundedJson(1_000);

  @Test
  void readsADocumentInsideALargerBuffer() {
    byte[] bytes = "xx{\"a\":7}yy".getBytes(StandardCharsets.UTF_8);
    assertEquals(7, json.read(bytes, 2, 7).required("a").integer(0, 9));
  }

  @Test
  void refusesNestingBeyondTheLimit() {
    assertEquals(ProblemKind.TOO_LARGE, kind("[".repeat(5_000)));
  }

  @Test
  void refusesAStringBeyondTheLimit() {
    assertEquals(ProblemKind.TOO_LARGE, text("x".repeat(1_001)));
    assertEquals(ProblemKind.TOO_LARGE, text("\\n".repeat(1_001)));
    assertEquals(ProblemKind.TOO_LARGE, text("\\u0041".repeat(1_001)));
  }

  @Test
  void passesByALongStringThatNobodyReads() {
    assertEquals(
        7, read("{\"x\":\"" + "y".repeat(5_000) + "\",\"a\":7}").required("a").integer(0, 9));
  }

  @Test
  void refusesANameBeyondTheLimit() {
    assertEquals(ProblemKind.TOO_LARGE, kind("{\"" + "x".repeat(257) + "\":1}"));
  }

  @Test
  void refusesMoreMembersThanOneObjectMayHave() {
    assertEquals(7, read(members(4_095) + "\"a\":7}").required("a").integer(0, 9));
    assertEquals(ProblemKind.TOO_LARGE, kind(members(4_096) + "\"a\":7}"));
  }

  @Test
  void countsTheMembersOfClosedObjectsNoMore() {
    String small = members(1_000) + "\"a\":7}";
    assertEquals(20, read("[" + (small + ",").repeat(19) + small + "]").elements(0, 20).size());
  }

  @Test
  void refusesMoreTokensThanTheLimit() {
    assertEquals(ProblemKind.TOO_LARGE, kind("[" + "1,".repeat(1_000_000) + "1]"));
  }

  @Test
  void refusesAKeyThatIsGivenTwiceOnceItsEscapesAreRead() {
    assertEquals(ProblemKind.MALFORMED, kind("{\"x\":{\"a\":1,\"\\u0061\":2}}"));
  }

  @Test
  void findsAMemberWhoseNameIsEscaped() {
    assertEquals(7, read("{\"\\u0061b\":7}").required("ab").integer(0, 9));
  }

  @Test
  void refusesWhatBreaksOff() {
    for (String text : List.of("{", "[", "[1", "{\"a\"", "{\"a\":", "{\"a\":1", "\"a", "tru", "-"))
      assertEquals(ProblemKind.MALFORMED, kind(text), text);
  }

  @Test
  void refusesANumberWithTooManyDigits() {
    assertEquals(ProblemKind.TOO_LARGE, kind("9".repeat(10_000)));
  }

  @Test
  void refusesAKeyGivenTwice() {
    assertEquals(ProblemKind.MALFORMED, kind("{\"a\":1,\"a\":2}"));
  }

  @Test
  void refusesWhatFollowsTheDocument() {
    assertEquals(ProblemKind.MALFORMED, kind("{} {}"));
  }

  @Test
  void refusesAnEmptyDocument() {
    assertEquals(ProblemKind.MALFORMED, kind(""));
  }

  @Test
  void refusesBytesThatAreNoUtf8() {
    byte[] bytes = {'"', (byte) 0xC3, (byte) 0x28, '"'};
    assertEquals(ProblemKind.MALFORMED, Refusals.of(() -> json.read(bytes)).kind());
  }

  @Test
  void refusesUtf16() {
    byte[] bytes = "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE);
    assertEquals(ProblemKind.MALFORMED, Refusals.of(() -> json.read(bytes)).kind());
  }

  @Test
  void refusesBytesThatOnlyLaxReadersTakeForUtf8() {
    byte[] overlong = {'"', (byte) 0xC1, (byte) 0x81, '"'};
    byte[] surrogate = {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'};
    for (byte[] bytes : List.of(overlong, surrogate))
      assertEquals(ProblemKind.MALFORMED, Refusals.of(() -> json.read(bytes)).kind());
  }

  private Field read(String text) {
    return json.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private ProblemKind text(String inside) {
    return Refusals.of(() -> read("\"" + inside + "\"").text()).kind();
  }

  private static String members(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"m" + i + "\":0,")
        .collect(Collectors.joining("", "{", ""));
  }

  private ProblemKind kind(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Refusals.of(() -> json.read(bytes)).kind();
  }
}
