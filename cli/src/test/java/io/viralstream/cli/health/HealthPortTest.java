package io.viralstream.cli.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.cli.role.Role;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What those are told who ask a role's process whether it works.
class HealthPortTest {
  private Optional<String> kafka = Optional.empty();
  private RoleHealth health = new RoleHealth(() -> kafka);
  private HealthPort port;

  private record Sink(Role.State state) implements Role {
    @Override
    public String name() {
      return "sink";
    }

    @Override
    public void close() {}
  }

  @BeforeEach
  void open() throws Exception {
    port = HealthPort.open(0, health, () -> "worker_features_bytes 7.0\n");
  }

  @AfterEach
  void close() {
    port.close();
  }

  @Test
  void listensOnLoopbackOnly() {
    assertTrue(port.address().getAddress().isLoopbackAddress());
  }

  @Test
  void aStartingProcessLivesAndIsNotReady() throws Exception {
    assertEquals(200, get("/livez").statusCode());
    assertEquals(503, get("/readyz").statusCode());
    assertEquals("{\"ready\":false,\"reason\":\"starting\"}", get("/readyz").body());
  }

  @Test
  void aRoleThatWorksIsReady() throws Exception {
    health.watch(new Sink(new Role.State.Ready()));
    assertEquals(200, get("/readyz").statusCode());
    assertEquals("{\"ready\":true,\"reason\":\"ok\"}", get("/readyz").body());
  }

  @Test
  void aRoleThatWaitsLivesAndIsNotReady() throws Exception {
    health.watch(new Sink(new Role.State.Waiting()));
    assertEquals(200, get("/livez").statusCode());
    assertEquals(503, get("/readyz").statusCode());
  }

  @Test
  void aRoleWithoutKafkaLivesAndIsNotReady() throws Exception {
    health.watch(new Sink(new Role.State.Ready()));
    kafka = Optional.of("no broker answers");
    assertEquals(200, get("/livez").statusCode());
    assertEquals(503, get("/readyz").statusCode());
    assertTrue(get("/readyz").body().contains("kafka: no broker answers"));
  }

  @Test
  void aProcessOfSeveralRolesIsWhatTheWorstOfThemIs() throws Exception {
    health.watch(new Sink(new Role.State.Ready()));
    health.watch(new Sink(new Role.State.Waiting()));
    assertEquals(200, get("/livez").statusCode());
    assertEquals(503, get("/readyz").statusCode());
    health.watch(new Sink(new Role.State.Refused("no memory")));
    assertEquals(503, get("/livez").statusCode());
    assertTrue(get("/livez").body().contains("no memory"));
  }

  @Test
  void aRoleWhoseLoopHasEndedIsDead() throws Exception {
    health.watch(new Sink(new Role.State.Failed("a bug")));
    assertEquals(503, get("/livez").statusCode());
    assertEquals(503, get("/readyz").statusCode());
    assertEquals("{\"live\":false,\"reason\":\"sink ended: a bug\"}", get("/livez").body());
  }

  @Test
  void aRoleThatIsRefusedIsDead() throws Exception {
    health.watch(new Sink(new Role.State.Refused("other settings")));
    assertEquals(503, get("/livez").statusCode());
    assertEquals(
        "{\"ready\":false,\"reason\":\"sink is refused: other settings\"}", get("/readyz").body());
  }

  @Test
  void knowsNothingElse() throws Exception {
    assertEquals(404, get("/").statusCode());
    assertEquals(404, get("/status").statusCode());
  }

  @Test
  void givesTheFiguresForPrometheus() throws Exception {
    HttpResponse<String> figures = get("/metrics");
    assertEquals(200, figures.statusCode());
    assertEquals("worker_features_bytes 7.0\n", figures.body());
    assertEquals(
        Optional.of("text/plain; version=0.0.4; charset=utf-8"),
        figures.headers().firstValue("Content-Type"));
  }

  private HttpResponse<String> get(String path) throws Exception {
    String at = "http://127.0.0.1:" + port.address().getPort() + path;
    try (var client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(URI.create(at)).build(), BodyHandlers.ofString());
    }
  }
}
