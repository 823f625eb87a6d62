package io.viralstream.embedded.clickhouse.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class UrlParametersTest {

  @Test
  void decodesNamesAndValuesAndLetsTheLastCount() {
    UrlParameters url = UrlParameters.parse("a=1&query=select+%271%27&a=2&flag&compress=1", 10);
    assertEquals(Optional.of("2"), url.value("a"));
    assertEquals(Optional.of("select '1'"), url.value("query"));
    assertEquals(Optional.empty(), url.value("flag"));
    assertTrue(url.isOn("compress"));
  }

  @Test
  void refusesMoreParametersThanAllowed() {
    RequestRefused refused =
        assertThrows(RequestRefused.class, () -> UrlParameters.parse("a=1&b=2&c=3", 2));
    assertEquals(400, refused.status());
  }

  @Test
  void refusesBrokenPercentEncoding() {
    assertEquals(
        400, assertThrows(RequestRefused.class, () -> UrlParameters.parse("a=%zz", 2)).status());
  }
}
