package io.viralstream.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;

/// Requests to one gateway: a full gateway is asked again, and so is one that breaks off in the
/// middle; a refusal becomes an exception.
final class GatewayHttp {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int BUSY = 503;

  /// A gateway that is full or gone for longer than this is taken for one that is away.
  private static final int ATTEMPTS = 120;

  private static final Duration RESTART = Duration.ofSeconds(1);

  private final URI base;
  private final Pause pause;
  private boolean answered;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  GatewayHttp(URI base, Pause pause) {
    this.base = URI.create(base.toString().replaceAll("/+$", ""));
    this.pause = pause;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(LIMIT)
        .header("Accept", "application/json");
  }

  /// @throws Gateway.Refused where the gateway answers with a problem
  /// @throws Gateway.Unreachable where nothing answers, or it stays full
  JsonNode send(HttpRequest request) throws InterruptedException {
    HttpResponse<String> reply = patiently(request);
    if (reply.statusCode() / 100 == 2) return json(reply.body());
    throw new Gateway.Refused(Problem.of(reply.statusCode(), json(reply.body())));
  }

  /// As `send`, but a refusal that says why line by line is an answer too.
  JsonNode sendBatch(HttpRequest request) throws InterruptedException {
    HttpResponse<String> reply = patiently(request);
    JsonNode body = json(reply.body());
    if (reply.statusCode() / 100 == 2 || body.path("lines").isArray()) return body;
    throw new Gateway.Refused(Problem.of(reply.statusCode(), body));
  }

  private HttpResponse<String> patiently(HttpRequest request) throws InterruptedException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<HttpResponse<String>> response = exchange(request);
      if (response.isPresent() && response.get().statusCode() != BUSY) return response.get();
      pause.pause(response.map(GatewayHttp::delay).orElse(RESTART));
    }
    throw new Gateway.Unreachable(base, null);
  }

  /// Empty where a gateway that answered before broke off: it may be starting again. Whatever is
  /// sent may be sent twice, since ids are content.
  private Optional<HttpResponse<String>> exchange(HttpRequest request) throws InterruptedException {
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      answered = true;
      return Optional.of(response);
    } catch (HttpTimeoutException e) {
      throw new Gateway.Unreachable(base, e);
    } catch (IOException e) {
      if (!answered) throw new Gateway.Unreachable(base, e);
      return Optional.empty();
    }
  }

  private static Duration delay(HttpResponse<String> response) {
    long seconds = response.headers().firstValueAsLong("Retry-After").orElse(1);
    return Duration.ofSeconds(Math.clamp(seconds, 1, 10));
  }

  private static JsonNode json(String body) {
    try {
      JsonNode read = MAPPER.readTree(body);
      return read == null ? JsonNodeFactory.instance.missingNode() : read;
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.missingNode();
    }
  }
}
