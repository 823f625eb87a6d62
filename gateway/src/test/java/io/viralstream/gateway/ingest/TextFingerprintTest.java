package io.viralstream.gateway.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.viralstream.schemas.avro.Turn;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextFingerprintTest {
  @Test
  void ignoresCasePunctuationAndDoubledBlanks() {
    assertEquals(
        TextFingerprint.of("Is  there a cat?", "Yes."),
        TextFingerprint.of("is there\na CAT", "yes"));
  }

  @Test
  void isTheSameForASampleOfOneTurnAndABenchmarkItem() {
    assertEquals(
        TextFingerprint.of(List.of(new Turn("Is it red?", "yes"))),
        TextFingerprint.of("Is it red?", "yes"));
  }

  @Test
  void tellsOtherWordsApart() {
    assertNotEquals(
        TextFingerprint.of("Is it red?", "yes"), TextFingerprint.of("Is it red?", "no"));
  }
}
