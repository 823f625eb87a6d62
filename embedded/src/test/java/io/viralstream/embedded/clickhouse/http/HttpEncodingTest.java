package io.viralstream.embedded.clickhouse.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpEncodingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gzip                          | gzip
          gzip, deflate, br             | gzip
          lz4;q=0.1, GZIP;q=0.9         | gzip
          zstd;q=0, gzip;q=0.5          | gzip
          gzip, lz4                     | lz4
          deflate                       | deflate
          br                            | none
          identity                      | none
          *                             | none
          gzip;q=0                      | none
          gzip;q=often                  | none
          xlz4, not-gzip                | none
          ''                            | none
          """)
  void takesWhatTheClientWeighsMost(String accept, String expected) {
    assertEquals(expected, HttpEncoding.preferred(accept).map(HttpEncoding::token).orElse("none"));
  }

  @Test
  void refusesACodingOfABodyByName() {
    RequestRefused refused = assertThrows(RequestRefused.class, () -> HttpEncoding.named("br"));
    assertEquals(415, refused.status());
    assertEquals("Content-Encoding: expected lz4, zstd, gzip or deflate", refused.reason());
  }
}
