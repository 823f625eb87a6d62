package io.viralstream.gateway.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.json.Field;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "data:image/png;base64,AQID",
        "data:image/jpg;base64,AQID",
        "DATA:Image/PNG;BASE64,AQID",
        "data:;base64,AQID",
        "data:application/octet-stream;base64,AQID",
        "data:image/x_own+1;name=a_b.png;charset=utf-8;base64,AQID"
      })
  void decodesBase64WhateverTypeIsSaid(String url) {
    assertArrayEquals(new byte[] {1, 2, 3}, DataUrl.parse(field(url), 3).bytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"data:a", "DATA:a", "Data:"})
  void isKnownInAnyCase(String url) {
    assertTrue(DataUrl.isOne(url));
  }

  @Test
  void refusesMoreBytesThanTheLimitBeforeItDecodes() {
    String huge = "data:image/png;base64," + "A".repeat(1_000) + "!";
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
