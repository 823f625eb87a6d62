package io.viralstream.gateway.operations;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Asks an HTTP server for something that it always has.
public final class HttpProbe implements Supplier<Optional<String>> {
  private final HttpClient http;
  private final HttpRequest question;

  /// @param address answered with a 2xx by a server that works
  public HttpProbe(URI address, Duration patience) {
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(patience)
            .build();
    this.question = HttpRequest.newBuilder(address).timeout(patience).GET().build();
  }

  @Override
  public Optional<String> get() {
    try {
      int status = http.send(question, BodyHandlers.discarding()).statusCode();
      return status / 100 == 2 ? Optional.empty() : Optional.of("answers " + status);
    } catch (IOException e) {
      return Optional.of("does not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }
}
