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
import java.time.Duration;

/// Requests to one gateway: a full gateway is asked again, a refusal becomes an exception.
final class GatewayHttp {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int BUSY = 503;

  /// A gateway that is full for longer than this is taken for one that is away.
  private static final int ATTEMPTS = 120;

  private final URI base;
  private final Pause pause;
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

  /// @throws GatewayRefused where the gateway answers with a problem
  /// @throws GatewayUnreachable where nothing answers, or it stays full
  JsonNode send(HttpRequest request) throws InterruptedException {
    var reply = patiently(request);
    if (reply.statusCode() / 100 == 2) return json(reply.body());
    throw new GatewayRefused(Problem.of(reply.statusCode(), json(reply.body())));
  }

  /// As `send`, but a refusal that says why line by line is an answer too.
  JsonNode sendBatch(HttpRequest request) throws InterruptedException {
    var reply = patiently(request);
    var body = json(reply.body());
    if (reply.statusCode() / 100 == 2 || body.path("lines").isArray()) return body;
    throw new GatewayRefused(Problem.of(reply.statusCode(), body));
  }

  private HttpResponse<String> patiently(HttpRequest request) throws InterruptedException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var response = exchange(request);
      if (response.statusCode() != BUSY) return response;
      pause.pause(delay(response));
    }
    throw new GatewayUnreachable(base, null);
  }

  private HttpResponse<String> exchange(HttpRequest request) throws InterruptedException {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new GatewayUnreachable(base, e);
    }
  }

  private static Duration delay(HttpResponse<String> response) {
    long seconds = response.headers().firstValueAsLong("Retry-After").orElse(1);
    return Duration.ofSeconds(Math.clamp(seconds, 1, 10));
  }

  private static JsonNode json(String body) {
    try {
      var read = MAPPER.readTree(body);
      return read == null ? JsonNodeFactory.instance.missingNode() : read;
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.missingNode();
    }
  }
}
