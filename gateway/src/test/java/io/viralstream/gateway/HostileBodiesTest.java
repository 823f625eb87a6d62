package io.viralstream.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A hundred hostile bodies of one shape at once, before a gateway with the launcher's heap whose
/// broker is away: each is answered or its connection closed, the gateway says that it lives
/// throughout, and its heap is free again afterwards.
class HostileBodiesTest {
  private static final int BODIES = 100;
  private static final long HEAP_LEFT = 10 << 20;

  /// Only what hangs takes so long.
  private static final Duration HANG = Duration.ofSeconds(90);

  /// Refused by name, told to come back, or 0: the connection was closed.
  private static final Set<Integer> ENDS = Set.of(0, 400, 413, 415, 422, 503);

  private static final String JSON = "application/json";
  private static final String LINES = "application/x-ndjson";
  private static final String FORM = "multipart/form-data; boundary=x";
  private static final String TURNS =
      "\"conversations\":[{\"from\":\"human\",\"value\":\"a\"},{\"from\":\"gpt\",\"value\":\"b\"}]";

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static GatewayProcess gateway;
  private static long heap;

  /// The bodies, each of which is small and would be large for a reader that keeps what it reads.
  enum Shape {
    A_MEMBER_THAT_NOBODY_READS(JSON, "{" + TURNS + ",\"x\":[" + times(249_000, "{\"\":0}") + "]}"),
    A_DEEP_NEST(JSON, "[".repeat(1_700_000)),
    MANY_NESTS(JSON, "{" + TURNS + ",\"x\":[" + times(60_000, nest(13)) + "]}"),
    MANY_SMALL_TURNS(JSON, "{\"conversations\":[" + times(200_000, "{\"\":\"\"}") + "]}"),
    AN_ARRAY_FOR_A_NAME(JSON, "{\"id\":[" + times(400_000, "[]") + "]," + TURNS + "}"),
    LONG_NUMBERS(JSON, "{" + TURNS + ",\"x\":[" + times(42_000, "9".repeat(40)) + "]}"),
    A_NUMBER_WITHOUT_END(JSON, "{\"id\":" + "9".repeat(1_700_000) + "," + TURNS + "}"),
    MANY_KEYS(JSON, "{" + TURNS + ",\"x\":{" + each(150_000, i -> "\"k" + i + "\":0") + "}}"),
    MANY_KEYS_EACH_ALONE(
        JSON, "{" + TURNS + ",\"x\":[" + each(120_000, i -> "{\"k" + i + "\":0}") + "]}"),
    LONG_KEYS(
        JSON, "{" + TURNS + "," + each(4_000, i -> "\"" + i + "k".repeat(250) + "\":0") + "}"),
    ESCAPES(JSON, "{\"image\":\"data:," + "\\u0041".repeat(280_000) + "\"," + TURNS + "}"),
    WIDE_ESCAPES(JSON, "{" + TURNS + ",\"id\":\"" + "\\ud83d\\ude00".repeat(140_000) + "\"}"),
    BASE64_OF_NOTHING(
        JSON, "{\"image\":\"data:image/png;base64," + "AAAA".repeat(425_000) + "\"," + TURNS + "}"),
    MANY_RECORDS(JSON, "[" + times(1_000, "{" + TURNS + "}") + "]"),
    MANY_LINES(LINES, "1\n".repeat(850_000)),
    MANY_BLANK_LINES(LINES, "\n".repeat(1_700_000)),
    LINES_THAT_ARE_REFUSED(LINES, "{\"conversations\":[{}]}\n".repeat(1_000)),
    LONG_CONVERSATIONS(LINES, (conversation(64) + "\n").repeat(400)),
    MANY_PARTS(FORM, part("p", "").repeat(25_000) + "--x--"),
    MANY_PARTS_WITH_NAMES(
        FORM, part("samples", "{}") + joined(1_000, i -> part("p" + i, "")) + "--x--"),
    A_HEADER_OF_ESCAPES(FORM, part("\\a".repeat(2_000), "").repeat(400) + "--x--"),
    MANY_SMALL_PICTURES(FORM, pictures(1_000)),
    NO_PARTS(FORM, "\r\n--".repeat(425_000)),
    MANY_FIGURES(JSON, "/v1/analyses", analysis(60_000)),
    FIGURES_OF_MANY_ITEMS(LINES, "/v1/analyses", (analysis(4_000) + "\n").repeat(12));

    private final String type;
    private final String path;
    private final byte[] body;

    Shape(String type, String body) {
      this(type, "/v1/samples", body);
    }

    Shape(String type, String path, String body) {
      this.type = type;
      this.path = path;
      this.body = body.getBytes(StandardCharsets.UTF_8);
    }
  }

  @BeforeAll
  static void start() throws Exception {
    gateway = GatewayProcess.start();
    // What is loaded once is not what a body leaves behind.
    for (Shape shape : Shape.values()) send(shape).get(HANG.toSeconds(), TimeUnit.SECONDS);
    heap = gateway.heap();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @EnumSource
  void aHundredOfThemAreAnsweredAndLeaveNothing(Shape shape) throws Exception {
    var sent = new ArrayList<CompletableFuture<Integer>>();
    for (int i = 0; i < BODIES; i++) sent.add(send(shape));
    while (!sent.stream().allMatch(CompletableFuture::isDone)) {
      assertEquals(200, lives());
      Thread.sleep(20);
    }
    assertEquals(200, lives());
    for (CompletableFuture<Integer> end : sent)
      assertTrue(ENDS.contains(status(end)), shape + " ended with " + end.join());
    long left = gateway.heap() - heap;
    assertTrue(gateway.isAlive());
    assertTrue(left <= HEAP_LEFT, shape + " left " + left + " bytes on the heap");
  }

  /// The status of the reply, 0 where the connection was closed instead.
  private static int status(CompletableFuture<Integer> end) throws Exception {
    return end.get(HANG.toSeconds(), TimeUnit.SECONDS);
  }

  private static CompletableFuture<Integer> send(Shape shape) {
    HttpRequest request =
        HttpRequest.newBuilder(at(shape.path))
            .header("Content-Type", shape.type)
            .timeout(HANG)
            .POST(BodyPublishers.ofByteArray(shape.body))
            .build();
    return HTTP.sendAsync(request, BodyHandlers.discarding())
        .handle((reply, failure) -> {
          if (failure == null) return reply.statusCode();
          Throwable cause = failure.getCause() == null ? failure : failure.getCause();
          if (cause instanceof java.net.http.HttpTimeoutException) return fail("no answer", cause);
          return 0;
        });
  }

  private static int lives() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(at("/livez")).timeout(HANG).GET().build();
    return HTTP.send(request, BodyHandlers.discarding()).statusCode();
  }

  private static URI at(String path) {
    return gateway.address().resolve(path);
  }

  private static String times(int count, String element) {
    return (element + ",").repeat(count - 1) + element;
  }

  private static String each(int count, IntFunction<String> element) {
    return IntStream.range(0, count).mapToObj(element).collect(Collectors.joining(","));
  }

  private static String joined(int count, IntFunction<String> element) {
    return IntStream.range(0, count).mapToObj(element).collect(Collectors.joining());
  }

  private static String nest(int depth) {
    return "[".repeat(depth) + "0" + "]".repeat(depth);
  }

  private static String conversation(int turns) {
    String turn = "{\"from\":\"human\",\"value\":\"a\"},{\"from\":\"gpt\",\"value\":\"b\"}";
    return "{\"conversations\":[" + times(turns, turn) + "]}";
  }

  private static String analysis(int figures) {
    String hash = "a".repeat(64);
    return "{\"analysis\":\""
        + hash
        + "\",\"model\":\"m\",\"modelHash\":\""
        + hash
        + "\",\"data\":\"d\",\"item\":\"i\",\"question\":\"\",\"settings\":\"\",\"figures\":["
        + each(
            figures,
            i -> "{\"measure\":\"m\",\"layer\":" + i % 10_000 + ",\"value\":" + i / 10_000 + "}")
        + "]}";
  }

  private static String part(String name, String content) {
    return "--x\r\nContent-Disposition: form-data; name=\""
        + name
        + "\"\r\n\r\n"
        + content
        + "\r\n";
  }

  private static String pictures(int count) {
    String lines =
        IntStream.range(0, count)
            .mapToObj(i -> "{\"image\":\"" + Pictures.dataUrl(i % 200) + "\"," + TURNS + "}")
            .collect(Collectors.joining("\n"));
    return part("samples", lines) + "--x--";
  }
}
