package io.viralstream.gateway.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.problem.ProblemKind;
import java.nio.charset.StandardCharsets;
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
    assertEquals(ProblemKind.TOO_LARGE, kind("\"" + "x".repeat(1_001) + "\""));
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

  private ProblemKind kind(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Refusals.of(() -> json.read(bytes)).kind();
  }
}
