package io.viralstream.journey.kills;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Several gateways of one journey, any of which may be dead: what one does not acknowledge is said
/// to another, until one does.
final class FailoverClient {
  private static final Logger LOG = LoggerFactory.getLogger(FailoverClient.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofMinutes(4);

  /// What one gateway wrote another may know a moment later.
  private static final int MOST_REFUSALS = 50;

  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final List<URI> gateways;
  private final AtomicInteger next = new AtomicInteger();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  FailoverClient(List<URI> gateways) {
    this.gateways = List.copyOf(gateways);
  }

  List<URI> gateways() {
    return gateways;
  }

  /// The reply that acknowledges; a refusal that no other attempt could change is an error.
  JsonNode post(String path, String type, String body) throws InterruptedException {
    return said(path, type, body);
  }

  JsonNode get(String path) throws InterruptedException {
    return said(path, "", "");
  }

  private JsonNode said(String path, String type, String body) throws InterruptedException {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    int refused = 0;
    while (System.nanoTime() < end) {
      try {
        int turn = Math.floorMod(next.getAndIncrement(), gateways.size());
        HttpRequest request = request(gateways.get(turn), path, type, body);
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() / 100 == 2) return JSON.readTree(response.body());
        refused = response.statusCode() / 100 == 4 ? refused + 1 : 0;
        if (refused > 0) LOG.info("refused uri={} body={}", request.uri(), response.body());
        if (refused > MOST_REFUSALS)
          throw new IllegalStateException(request.uri() + ": " + response.body());
      } catch (IOException away) {
        // The next one may be alive.
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException(path + ": no gateway acknowledged it in " + TIMEOUT);
  }

  private static HttpRequest request(URI gateway, String path, String type, String body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(path)).timeout(LIMIT);
    return type.isEmpty()
        ? request.GET().build()
        : request.header("Content-Type", type).POST(BodyPublishers.ofString(body)).build();
  }
}
