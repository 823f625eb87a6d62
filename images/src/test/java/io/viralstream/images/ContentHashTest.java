package io.viralstream.images;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ContentHashTest {
  /// The first example of FIPS 180-2.
  @Test
  void hashesTheStandardsExample() {
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        ContentHash.sha256("abc".getBytes(StandardCharsets.US_ASCII)));
  }
}
