package io.viralstream.cli.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.viralstream.cli.role.Cluster;
import io.viralstream.cli.role.Role;
import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A process is watched at the port that the environment names, and tells of a Kafka that is away.
class HealthServiceTest {
  private record Streams() implements Role {
    @Override
    public String name() {
      return "streams";
    }

    @Override
    public Role.State state() {
      return new Role.State.Ready();
    }

    @Override
    public void measure(MeterRegistry registry) {
      Gauge.builder("records", () -> 7).register(registry);
    }

    @Override
    public void close() {}
  }

  @Test
  void isNotReadyWhileNoBrokerAnswersThoughTheRoleDoesNotNotice() throws Exception {
    int port = freePort();
    try (var watched = HealthService.of(nowhere(), environment(port))) {
      watched.by(new Streams());
      assertEquals(503, status(port, "/readyz"));
      assertEquals(200, status(port, "/livez"));
    }
  }

  @Test
  void tellsTheRolesOwnFigures() throws Exception {
    int port = freePort();
    try (var watched = HealthService.of(nowhere(), environment(port))) {
      watched.by(new Streams());
      URL url = URI.create("http://127.0.0.1:" + port + "/metrics").toURL();
      try (InputStream body = url.openStream()) {
        String figures = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(figures.contains("records 7.0"), figures);
      }
    }
  }

  @Test
  void refusesAPortThatIsTakenByItsName() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Environment environment = environment(taken.getLocalPort());
      Setting.Refused refused =
          assertThrows(
              Setting.Refused.class, () -> HealthService.of(nowhere(), environment).close());
      var message = String.valueOf(refused.getMessage());
      assertTrue(message.startsWith("VIRAL_HEALTH_PORT=" + taken.getLocalPort()), message);
    }
  }

  private static Environment environment(int port) {
    return Environment.of(Map.of("VIRAL_HEALTH_PORT", Integer.toString(port)));
  }

  private static Cluster nowhere() throws Exception {
    return new Cluster(
        "127.0.0.1:" + freePort(), URI.create("http://127.0.0.1:1"), "http://127.0.0.1:1/viral");
  }

  private static int status(int port, String path) throws Exception {
    URL url = URI.create("http://127.0.0.1:" + port + path).toURL();
    return ((HttpURLConnection) url.openConnection()).getResponseCode();
  }

  private static int freePort() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
