package io.viralstream.journey;

import static java.util.stream.Collectors.joining;

import io.viralstream.embedded.clickhouse.ClickHouseEngine;
import io.viralstream.embedded.clickhouse.EngineSettings;
import io.viralstream.embedded.process.ChildSpec;
import io.viralstream.embedded.process.Children;
import io.viralstream.metrics.ClickHouseUrl;
import io.viralstream.metrics.Query;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

/// The real engine alone, for tests that need no broker.
final class Engine implements AutoCloseable {
  private final Children children;
  private final URI url;

  private Engine(Children children, URI url) {
    this.children = children;
    this.url = url;
  }

  static Engine start(Path data) {
    var settings = new EngineSettings(Stack.library(), data.resolve("clickhouse"), freePort());
    Path log = data.resolve("clickhouse.log");
    ChildSpec child = ClickHouseEngine.child(settings, Stack.java(data), log);
    return new Engine(Children.start(List.of(child), InstantSource.system()), settings.url());
  }

  ClickHouseUrl database(String name) {
    return ClickHouseUrl.parse(url + "/" + name);
  }

  /// What one statement answers, as a client over HTTP gets it: lines of values between tabs.
  ///
  /// @throws IllegalStateException where the engine refuses it
  String answer(String database, String sql, Query.Binding... parameters) throws Exception {
    String bound =
        Arrays.stream(parameters)
            .map(one -> "&param_" + one.name() + "=" + one.value())
            .collect(joining());
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/?database=" + database + bound))
            .POST(HttpRequest.BodyPublishers.ofString(sql))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> reply = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (reply.statusCode() != 200) throw new IllegalStateException(sql + "\n" + reply.body());
      return reply.body();
    }
  }

  @Override
  public void close() {
    children.close();
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
