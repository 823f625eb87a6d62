package io.viralstream.journey;

import io.viralstream.embedded.clickhouse.ClickHouseEngine;
import io.viralstream.embedded.clickhouse.EngineSettings;
import io.viralstream.embedded.process.ChildSpec;
import io.viralstream.embedded.process.Children;
import io.viralstream.metrics.ClickHouseUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
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
