package io.viralstream.embedded;

import io.viralstream.embedded.clickhouse.ClickHouseEngine;
import io.viralstream.embedded.clickhouse.EngineSettings;
import io.viralstream.embedded.process.Children;
import io.viralstream.embedded.process.FreePort;
import io.viralstream.embedded.process.TemporaryFolder;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The real engine alone, asked over plain HTTP; one for all tests of a class.
public final class EngineUnderTest implements BeforeAllCallback, AfterAllCallback {
  private static final Path DATA = Path.of("target", "engine-under-test");

  private final HttpClient http = HttpClient.newHttpClient();
  private Optional<Running> running = Optional.empty();

  private record Running(Children children, URI url) {}

  @Override
  public void beforeAll(ExtensionContext context) {
    StackUnderTest.assumeEngineInstalled();
    Path data =
        TemporaryFolder.emptied(DATA.resolve(context.getRequiredTestClass().getSimpleName()));
    int port;
    try (FreePort free = FreePort.exactly(0)) {
      port = free.number();
    }
    EngineSettings settings =
        new EngineSettings(StackUnderTest.library(), data.resolve("clickhouse"), port);
    Children children =
        Children.start(
            List.of(
                ClickHouseEngine.child(
                    settings, StackUnderTest.java(), data.resolve("clickhouse.log"))),
            InstantSource.system());
    running = Optional.of(new Running(children, settings.url()));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    http.close();
    running.ifPresent(engine -> engine.children().close());
  }

  public URI url() {
    return running.orElseThrow().url();
  }

  /// Posts a statement, or the data of one that stands in the parameters.
  public HttpResponse<byte[]> post(byte[] body, Map<String, String> parameters, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url().resolve("/?" + query(parameters)))
            .POST(BodyPublishers.ofByteArray(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  public HttpResponse<byte[]> post(String sql, Map<String, String> parameters, String... headers) {
    return post(sql.getBytes(StandardCharsets.UTF_8), parameters, headers);
  }

  public HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// @return the answer to a statement that must succeed
  public String text(String sql) {
    return text(sql, Map.of());
  }

  public String text(String sql, Map<String, String> parameters) {
    HttpResponse<byte[]> answer = post(sql, parameters);
    String text = text(answer);
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(text);
    }
    return text;
  }

  public static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8).strip();
  }

  private static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
