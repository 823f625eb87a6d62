package io.viralstream.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.ClickHouseUrl;
import io.viralstream.schemas.serde.LocalSchemaIds;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests as no client of ours writes them, byte by byte: each is refused for what it is.
class OddRequestsTest {
  private static final int HANG_MILLIS = 60_000;
  private static final List<String> PATHS =
      List.of(
          "/v1/samples",
          "/v1/samples/X",
          "/v1/feeds/X/end",
          "/v1/feeds/X/ends/X?arm=X",
          "/v1/benchmarks/X/items?version=X",
          "/v1/benchmarks/X/seal",
          "/v1/evaluations/X",
          "/v1/evaluations?X",
          "/v1/analyses?model=X&after=X&limit=X",
          "/v1/analyses/X",
          "/v1/analyses/X/figures?measure=X&after=X",
          "/v1/dead-letters/X",
          "/v1/dead-letters/X/resend?dryRun=X",
          "/v1/dead-letters?step=X&limit=X&since=X&cursor=X",
          "/v1/results?arm=X&evaluation=X",
          "/livez?X",
          "/X");
  private static final List<String> ODD =
      List.of(
          "%",
          "%z",
          "%zz",
          "%2",
          "%C3%28",
          "%FF",
          "%00",
          "%2e%2e%2f",
          "..",
          "%25zz",
          "a%0d%0ab",
          "+",
          "&&==",
          "x".repeat(3_000),
          ";",
          "\\",
          "%u0041",
          "\u00e9",
          "[",
          "{",
          "|",
          "^",
          "`",
          "\"");

  private static ClickHouse store;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    String nowhere = "127.0.0.1:9";
    store = new ClickHouse(ClickHouseUrl.parse("http://" + nowhere));
    var settings = GatewaySettings.local(0, nowhere, URI.create("http://" + nowhere), "odd");
    gateway = Gateway.start(settings, new LocalSchemaIds(), store, Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    gateway.close();
    store.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/results?arm=%zz, arm",
    "/v1/results?model=%C3%28, model",
    "/v1/results?category=%, category",
    "/v1/dead-letters?limit=%2, limit",
    "/v1/analyses?data=%2, data",
    "/v1/feeds/f/ends/e?arm=a&arm=%FF, arm"
  })
  void namesTheParameterThatIsNotPercentEncoded(String path, String field) throws Exception {
    String reply = ask("GET", path, "");
    assertEquals(400, status(reply), reply);
    assertTrue(reply.contains("\"field\":\"" + field + "\""), reply);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "many", "", "1000000001", "5&decay=6"})
  void refusesADecayThatIsNoNumberOfSteps(String decay) throws Exception {
    String reply = ask("POST", "/v1/feeds/f/end?decay=" + decay, "Content-Length: 0\r\n", "");
    assertEquals(400, status(reply), reply);
    assertTrue(reply.contains("\"field\":\"decay\""), reply);
  }

  @Test
  void failsForNoOddityOfAnAddress() throws Exception {
    for (String path : PATHS)
      for (String odd : ODD) {
        String reply = ask("GET", path.replace("X", odd), "");
        assertFalse(reply.isEmpty() || status(reply) == 500, path + " with " + odd + ": " + reply);
        assertFalse(reply.contains("io.viralstream"), reply);
      }
  }

  @Test
  void failsForNoOddityOfAHeader() throws Exception {
    for (String header :
        List.of(
            "Content-Type: \u00ff",
            "Content-Type: multipart/form-data; boundary=\"",
            "Content-Type: ;",
            "Content-Length: -1",
            "Content-Length: x",
            "Content-Length: 99999999999999999999",
            "Transfer-Encoding: chunked\r\nContent-Length: 3",
            "Origin: %zz",
            "Cookie: =;=%zz;\"",
            "Expect: 100-continue",
            "X: " + "y".repeat(20_000),
            ": z",
            "Accept-Encoding: gzip;q=x")) {
      String body = header.startsWith("Transfer") ? "0\r\n\r\n" : "";
      String reply = ask("POST", "/v1/samples", header + "\r\n", body);
      assertFalse(reply.startsWith("HTTP/1.1 500"), header + ": " + reply);
    }
  }

  @Test
  void failsForNoBodyOfRandomBytes() throws Exception {
    var random = new Random(3);
    for (String type :
        List.of("application/json", "application/x-ndjson", "multipart/form-data; boundary=x"))
      for (String path :
          List.of("/v1/samples", "/v1/ask", "/v1/evaluations", "/v1/dead-letters/resend"))
        for (int i = 0; i < 20; i++) {
          byte[] body = new byte[1 + random.nextInt(200)];
          random.nextBytes(body);
          var text = new String(body, StandardCharsets.ISO_8859_1);
          String reply =
              ask(
                  "POST",
                  path,
                  "Content-Type: " + type + "\r\nContent-Length: " + body.length + "\r\n",
                  text);
          assertTrue(status(reply) / 100 == 4, path + " " + type + ": " + reply);
        }
  }

  /// This gateway is not ready: its brokers are nowhere.
  @ParameterizedTest
  @CsvSource({"/livez, 200", "/metrics, 200", "/readyz, 503"})
  void answersForTheHeadAlone(String path, int status) throws Exception {
    String reply = ask("HEAD", path, "");
    assertEquals(status, status(reply), reply);
    assertTrue(reply.toLowerCase(java.util.Locale.ROOT).contains("content-length: "), reply);
    assertTrue(reply.endsWith("\r\n\r\n"), reply);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT | /livez | 405 | GET, HEAD, OPTIONS",
        "DELETE | /v1/samples | 405 | POST, OPTIONS",
        "TRACE | /v1/evaluations | 405 | GET, HEAD, POST, OPTIONS",
        "GET | /v1/ask | 405 | POST, OPTIONS",
        "OPTIONS | /v1/evaluations/a | 204 | DELETE, GET, HEAD, OPTIONS",
        "BREW | /metrics | 405 | GET, HEAD, OPTIONS"
      })
  void saysWhichMethodsAnAddressTakes(String method, String path, int status, String allow)
      throws Exception {
    String reply = ask(method, path, "");
    assertEquals(status, status(reply), reply);
    assertTrue(
        reply
            .toLowerCase(java.util.Locale.ROOT)
            .contains("allow: " + allow.toLowerCase(java.util.Locale.ROOT) + "\r\n"),
        reply);
  }

  private static int status(String reply) {
    return Integer.parseInt(reply.substring(9, 12));
  }

  private static String ask(String method, String path, String headers) throws IOException {
    return ask(method, path, headers, "");
  }

  private static String ask(String method, String path, String headers, String body)
      throws IOException {
    try (var socket = new Socket("127.0.0.1", gateway.port())) {
      socket.setSoTimeout(HANG_MILLIS);
      String request =
          method
              + " "
              + path
              + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
              + headers
              + "\r\n"
              + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
