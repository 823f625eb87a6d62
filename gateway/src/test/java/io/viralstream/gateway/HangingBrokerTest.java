package io.viralstream.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.ClickHouseUrl;
import io.viralstream.schemas.serde.LocalSchemaIds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A whole gateway before a broker that takes connections and never says a word; a write has two
/// seconds, and two requests are handled at once.
class HangingBrokerTest {
  private static final URI NOWHERE = URI.create("http://127.0.0.1:9");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration BOUND = Duration.ofMinutes(2);
  private static final String QUESTION =
      "{\"question_id\":\"%d\",\"category\":\"c\",\"text\":\"Is it red?\",\"label\":\"yes\"}\n";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static final List<Socket> held = new CopyOnWriteArrayList<>();
  private static ServerSocket silent;
  private static ClickHouse store;
  private static Gateway gateway;

  @BeforeAll
  static void start() throws IOException {
    silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(HangingBrokerTest::accept);
    store = new ClickHouse(ClickHouseUrl.parse(NOWHERE.toString()));
    var defaults = Capacity.defaults();
    var settings =
        new GatewaySettings(
            "127.0.0.1",
            0,
            "127.0.0.1:" + silent.getLocalPort(),
            NOWHERE,
            "test",
            Limits.defaults(),
            new Times(
                new AskTime(SECOND, Duration.ZERO),
                SECOND.multipliedBy(2),
                SECOND,
                SECOND,
                SECOND,
                SECOND),
            new Capacity(
                2,
                defaults.pendingAsks(),
                defaults.bodyBytes(),
                defaults.decoders(),
                defaults.decodeBytes(),
                defaults.rememberedImages(),
                defaults.handledBytes(),
                defaults.sealedBytes()));
    gateway = Gateway.start(settings, new LocalSchemaIds(), store, Clock.systemUTC());
  }

  @AfterAll
  static void stop() throws IOException {
    gateway.close();
    store.close();
    silent.close();
    for (Socket socket : held) socket.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/samples, samples",
    "/v1/feeds/f/end, none",
    "/v1/benchmarks/b/items?version=VERSION, items",
    "/v1/benchmarks/b/seal, seal",
    "/v1/evaluations, evaluation",
    "/v1/analyses, analysis",
    "/v1/ask, question"
  })
  void everyPostIsToldToComeBackWithinABoundedTime(String path, String kind) throws Exception {
    HttpResponse<String> response = HTTP.send(post(path, kind), BodyHandlers.ofString());
    assertEquals(503, response.statusCode(), response.body());
    assertEquals("1", response.headers().firstValue("Retry-After").orElseThrow());
  }

  @Test
  void saysWhichComponentsAreAway() throws Exception {
    for (String path : List.of("/readyz", "/v1/status")) {
      Map<String, String> components = components(get(path));
      assertEquals("no broker answers", components.get("kafka"), path);
      assertEquals("does not answer", components.get("registry"), path);
      assertEquals("does not answer", components.get("clickhouse"), path);
      assertEquals("not read to its end yet", components.get("catalogue"), path);
    }
  }

  @Test
  void refusesToTellOfArmsWhoseWorkersItCannotSee() throws Exception {
    assertEquals(503, get("/v1/arms").statusCode());
  }

  @Test
  void tellsTheStateOfThingsAlsoWhileEveryPlaceIsTakenByRequestsThatHang() throws Exception {
    var hanging = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    for (int i = 0; i < 8; i++)
      hanging.add(HTTP.sendAsync(post("/v1/samples", "samples"), BodyHandlers.ofString()));
    HttpResponse<String> ready = get("/readyz");
    assertEquals(503, ready.statusCode());
    assertEquals("no broker answers", components(ready).get("kafka"));
    for (CompletableFuture<HttpResponse<String>> request : hanging) {
      assertEquals(503, request.join().statusCode());
      assertTrue(request.join().headers().firstValue("Retry-After").isPresent());
    }
  }

  private static HttpRequest post(String path, String kind) {
    String version = "a".repeat(64);
    String body =
        switch (kind) {
          case "samples" -> samples();
          case "items" -> QUESTION.formatted(1) + QUESTION.formatted(2);
          case "seal" -> "{\"version\":\"" + version + "\",\"items\":2}";
          case "evaluation" -> "{\"benchmark\":\"b\"}";
          case "analysis" ->
              ("{'analysis':'%1$s','model':'m','modelHash':'%1$s','data':'d','item':'i',"
                      + "'question':'','settings':'','figures':[{'measure':'margin','value':1}]}")
                  .formatted(version)
                  .replace('\'', '"');
          case "question" ->
              "{\"image\":\"" + Pictures.dataUrl(1) + "\",\"question\":\"Is it red?\"}";
          default -> "";
        };
    boolean lines = kind.equals("samples") || kind.equals("items");
    return HttpRequest.newBuilder(gateway.address().resolve(path.replace("VERSION", version)))
        .header("Content-Type", lines ? "application/x-ndjson" : "application/json")
        .timeout(BOUND)
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  /// Twenty lines: each of them could wait for the broker by itself.
  private static String samples() {
    String line =
        "{\"image\":\"%s\",\"conversations\":[{\"from\":\"human\",\"value\":\"<image>\\nIs it %d?\"},"
            + "{\"from\":\"gpt\",\"value\":\"yes\"}]}\n";
    var lines = new StringBuilder();
    for (int i = 0; i < 20; i++) lines.append(line.formatted(Pictures.dataUrl(i), i));
    return lines.toString();
  }

  private static HttpResponse<String> get(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(gateway.address().resolve(path)).timeout(BOUND).GET().build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  /// What is said of each component.
  private static Map<String, String> components(HttpResponse<String> response) throws IOException {
    var details = new TreeMap<String, String>();
    for (JsonNode component : JSON.readTree(response.body()).path("components"))
      details.put(component.path("name").asText(), component.path("detail").asText());
    return details;
  }

  private static void accept() {
    try {
      while (true) held.add(silent.accept());
    } catch (IOException closed) {
      // the test is over
    }
  }
}
