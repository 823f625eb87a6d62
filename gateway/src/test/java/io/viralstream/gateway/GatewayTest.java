package io.viralstream.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.ClickHouseUrl;
import io.viralstream.schemas.serde.LocalSchemaIds;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A whole gateway over real HTTP, with nothing behind it: everything is refused for what it is,
/// and what is good is told to come back.
class GatewayTest {
  private static final String NOWHERE = "127.0.0.1:9";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static ClickHouse store;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    var second = Duration.ofSeconds(1);
    store = new ClickHouse(ClickHouseUrl.parse("http://" + NOWHERE));
    var settings =
        new GatewaySettings(
            "127.0.0.1",
            0,
            NOWHERE,
            URI.create("http://" + NOWHERE),
            "test",
            Limits.defaults(),
            new Times(
                new AskTime(Duration.ofMinutes(2), Duration.ZERO),
                second.multipliedBy(2),
                second,
                second,
                second,
                second),
            Capacity.defaults());
    gateway = Gateway.start(settings, new LocalSchemaIds(), store, Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    gateway.close();
    store.close();
  }

  @Test
  void lives() throws Exception {
    assertEquals(200, get("/livez").statusCode());
  }

  @Test
  void isNotReadyAndSaysWhatItWaitsFor() throws Exception {
    HttpResponse<String> response = get("/readyz");
    assertEquals(503, response.statusCode());
    assertEquals("kafka", body(response).at("/components/0/name").asText());
    assertFalse(body(response).at("/components/0/up").asBoolean());
  }

  @Test
  void tellsAGoodSampleToComeBackWhileTheLogIsAway() throws Exception {
    HttpResponse<String> response =
        post("/v1/samples", "application/json", sample(Pictures.dataUrl(1)));
    assertEquals(503, response.statusCode());
    assertEquals("1", response.headers().firstValue("Retry-After").orElseThrow());
    assertEquals("/problems/unavailable", body(response).path("type").asText());
  }

  /// Each is answered, be it with a refusal; only an address that no route has is none.
  @Test
  void hasEveryRouteThatItsPageDescribes() throws Exception {
    List<MatchResult> routes =
        Pattern.compile("`(GET|POST|DELETE) (/[^`? ]+)")
            .matcher(Files.readString(Path.of("API.md")))
            .results()
            .toList();
    assertTrue(routes.size() > 20, "routes found on the page: " + routes.size());
    for (MatchResult route : routes) {
      String path = route.group(2).replace("{id}", "a".repeat(64)).replaceAll("\\{[a-z]+}", "name");
      HttpRequest request =
          HttpRequest.newBuilder(gateway.address().resolve(path))
              .method(route.group(1), BodyPublishers.noBody())
              .build();
      HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
      assertFalse(response.body().contains("no such address"), route.group());
      assertNotEquals(405, response.statusCode(), route.group());
    }
  }

  @Test
  void namesTheFieldOfABadSample() throws Exception {
    HttpResponse<String> response =
        post("/v1/samples", "application/json", "{\"conversations\":7}");
    assertEquals(422, response.statusCode());
    assertEquals("conversations", body(response).path("field").asText());
    assertEquals(
        "application/problem+json", response.headers().firstValue("Content-Type").orElseThrow());
  }

  @Test
  void refusesAPictureThatIsNone() throws Exception {
    HttpResponse<String> response =
        post("/v1/samples", "application/json", sample("data:image/png;base64,AAAA"));
    assertEquals(415, response.statusCode());
    assertEquals("image", body(response).path("field").asText());
  }

  @Test
  void refusesABodyThatIsNoJson() throws Exception {
    assertEquals(400, post("/v1/samples", "application/json", "{").statusCode());
  }

  @Test
  void refusesDeepNesting() throws Exception {
    assertEquals(413, post("/v1/ask", "application/json", "[".repeat(100_000)).statusCode());
  }

  @Test
  void refusesAnotherMediaType() throws Exception {
    assertEquals(415, post("/v1/samples", "text/plain", "{}").statusCode());
  }

  @Test
  void refusesMoreLinesThanTheLimit() throws Exception {
    assertEquals(
        413, post("/v1/samples", "application/x-ndjson", "{}\n".repeat(1_001)).statusCode());
  }

  @Test
  void saysOfEveryLineOfABatchWhatIsWrong() throws Exception {
    HttpResponse<String> response = post("/v1/samples", "application/x-ndjson", "{\n{}\n");
    assertEquals(422, response.statusCode());
    assertEquals(2, body(response).path("refused").asInt());
    assertEquals(400, body(response).at("/lines/0/problem/status").asInt());
    assertEquals("conversations", body(response).at("/lines/1/problem/field").asText());
  }

  @Test
  void refusesABodyBeyondTheLimitByItsAnnouncement() throws Exception {
    String answer =
        raw("POST /v1/samples HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
  }

  @Test
  void refusesABodyBeyondTheLimitAsItComes() throws Exception {
    byte[] huge = new byte[(32 << 20) + 1];
    HttpRequest request =
        request("/v1/samples")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(huge)))
            .build();
    int status;
    try {
      status = HTTP.send(request, BodyHandlers.ofString()).statusCode();
    } catch (IOException closedWhileSending) {
      // The reply ends the connection; a client that is still sending may see only that.
      status = 413;
    }
    assertEquals(413, status);
    assertEquals(200, get("/livez").statusCode());
  }

  @Test
  void refusesAPassThatIsNoNumber() throws Exception {
    HttpResponse<String> response = post("/v1/samples?pass=x", "application/json", "{}");
    assertEquals(400, response.statusCode());
    assertEquals("pass", body(response).path("field").asText());
  }

  @Test
  void refusesAFeedWithASlash() throws Exception {
    assertEquals(400, post("/v1/samples?feed=a%2Fb", "application/json", "{}").statusCode());
  }

  @Test
  void refusesTwoContentLengths() throws Exception {
    String answer =
        raw(
            "POST /v1/samples HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n"
                + "Content-Length: 5\r\n\r\n{}abc");
    assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
  }

  @Test
  void refusesPagesOfOtherSites() throws Exception {
    String foreign =
        "GET /v1/benchmarks HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://evil.example\r\n";
    assertTrue(raw(foreign + "Connection: close\r\n\r\n").startsWith("HTTP/1.1 403 "));
  }

  @Test
  void refusesANameThatOnlyPointsHere() throws Exception {
    String rebound = "GET /v1/benchmarks HTTP/1.1\r\nHost: evil.example\r\n";
    assertTrue(raw(rebound + "Connection: close\r\n\r\n").startsWith("HTTP/1.1 403 "));
  }

  @Test
  void doesNotAskBeforeItFollowsAnswers() throws Exception {
    String question = "{\"image\":\"" + Pictures.dataUrl(1) + "\",\"question\":\"Is it red?\"}";
    assertEquals(503, post("/v1/ask", "application/json", question).statusCode());
  }

  @Test
  void namesTheMissingFieldOfAQuestion() throws Exception {
    HttpResponse<String> response = post("/v1/ask", "application/json", "{\"model\":\"viral\"}");
    assertEquals(422, response.statusCode());
    assertEquals("question", body(response).path("field").asText());
  }

  @Test
  void refusesAQuestionInAFormThatIsNoUtf8() throws Exception {
    String form =
        "--x\r\nContent-Disposition: form-data; name=\"image\"\r\n\r\nP\r\n"
            + "--x\r\nContent-Disposition: form-data; name=\"question\"\r\n\r\n\u00ff\r\n--x--";
    HttpRequest request =
        request("/v1/ask")
            .header("Content-Type", "multipart/form-data; boundary=x")
            .POST(BodyPublishers.ofString(form, StandardCharsets.ISO_8859_1))
            .build();
    HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
    assertEquals(400, response.statusCode());
    assertEquals("question", body(response).path("field").asText());
  }

  @Test
  void refusesASealWithoutVersion() throws Exception {
    HttpResponse<String> response =
        post("/v1/benchmarks/b/seal", "application/json", "{\"items\":3}");
    assertEquals("version", body(response).path("field").asText());
  }

  @Test
  void doesNotSayThatAnEvaluationIsUnknownBeforeItHasReadTheLog() throws Exception {
    assertEquals(503, get("/v1/evaluations/" + "0".repeat(64)).statusCode());
    assertEquals(400, get("/v1/evaluations/x").statusCode());
  }

  @Test
  void doesNotSayWhatBecomesOfRecordedAnswersBeforeItHasReadTheLog() throws Exception {
    String evaluation = "/v1/evaluations/" + "0".repeat(64);
    String answer = "{\"item\":\"i\",\"answer\":\"yes\"}";
    assertEquals(503, post(evaluation + "/answers", "application/json", answer).statusCode());
    assertEquals(503, post(evaluation + "/close", "application/json", "").statusCode());
    assertEquals(400, post("/v1/evaluations/x/close", "application/json", "").statusCode());
  }

  @Test
  void namesTheMissingFieldOfARecordedEvaluation() throws Exception {
    HttpResponse<String> response =
        post("/v1/evaluations", "application/json", "{\"benchmark\":\"b\",\"recorded\":{}}");
    assertEquals(422, response.statusCode());
    assertEquals("recorded.model", body(response).path("field").asText());
  }

  @Test
  void saysThatTheStoreIsAwayWhenAskedForResults() throws Exception {
    assertEquals(503, get("/v1/results").statusCode());
  }

  @Test
  void saysThatTheStoreIsAwayWhenAskedForDeadLetters() throws Exception {
    assertEquals(503, get("/v1/dead-letters").statusCode());
    assertEquals(503, get("/v1/dead-letters/route%2Fsamples%2F0%2F7").statusCode());
  }

  @Test
  void namesTheParameterOfABadSelectionOfDeadLetters() throws Exception {
    HttpResponse<String> response = get("/v1/dead-letters?step=fly");
    assertEquals(400, response.statusCode());
    assertEquals("step", body(response).path("field").asText());
  }

  @Test
  void sendsNoDeadLetterAgainThatIsNotNamed() throws Exception {
    HttpResponse<String> response = post("/v1/dead-letters/resend", "application/json", "{}");
    assertEquals(422, response.statusCode());
  }

  @Test
  void showsAStatusEvenWhenEverythingIsAway() throws Exception {
    HttpResponse<String> response = get("/v1/status");
    assertEquals(200, response.statusCode());
    assertTrue(body(response).path("rows").isNull());
  }

  @Test
  void saysNothingOfItselfToAnUnknownAddress() throws Exception {
    HttpResponse<String> response = get("/v2/none");
    assertEquals(404, response.statusCode());
    assertEquals("/problems/not-found", body(response).path("type").asText());
    assertEquals("nosniff", response.headers().firstValue("X-Content-Type-Options").orElseThrow());
  }

  @Test
  void refusesAnotherMethod() throws Exception {
    assertEquals(405, get("/v1/ask").statusCode());
  }

  @Test
  void countsRequestsByRouteAndStatus() throws Exception {
    get("/v1/evaluations/x");
    String figures = get("/metrics").body();
    assertTrue(figures.contains("route=\"/v1/evaluations/:id\""), figures);
  }

  private static String sample(String image) {
    return "{\"image\":\""
        + image
        + "\",\"conversations\":[{\"from\":\"human\",\"value\":"
        + "\"<image>\\nIs it red?\"},{\"from\":\"gpt\",\"value\":\"yes\"}]}";
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return HTTP.send(request(path).GET().build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(String path, String type, String body) throws Exception {
    HttpRequest request =
        request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)).build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(gateway.address().resolve(path)).timeout(Duration.ofMinutes(2));
  }

  /// What the gateway answers to bytes that no proper client would send.
  private static String raw(String request) throws IOException {
    try (var socket = new Socket("127.0.0.1", gateway.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] answer = new byte[12];
      int length = socket.getInputStream().readNBytes(answer, 0, answer.length);
      return new String(answer, 0, length, StandardCharsets.US_ASCII) + " ";
    }
  }

  private static JsonNode body(HttpResponse<String> response) throws IOException {
    return JSON.readTree(response.body());
  }
}
