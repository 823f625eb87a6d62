package io.viralstream.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.viralstream.embedded.process.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An `up` whose parts hang or refuse, one at a time: what can go on goes on, what cannot is said
/// so, and all is made good without a hand.
class HangingStackJourneyTest {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @TempDir static Path folder;
  private static UpProcess up;
  private static final Set<String> ASKED = new TreeSet<>();

  @BeforeAll
  static void start() throws Exception {
    up = UpProcess.launch(folder, folder.resolve("data")).awaitReady();
    ask();
  }

  @AfterAll
  static void stop() throws Exception {
    if (up != null) up.close();
  }

  @Test
  void aBrokerThatHangsIsToldOfAndNothingThatWasTakenIsLost() throws Exception {
    ask();
    long broker = up.process("kafka").path("pid").asLong();
    UpProcess.signal(broker, "STOP");
    try {
      Waiting.until("readiness names Kafka", LIMIT, () -> isDown("kafka"));
      HttpResponse<String> refused = up.ask("Is there a circle?");
      assertEquals(503, refused.statusCode(), refused.body());
      assertTrue(refused.headers().firstValue("Retry-After").isPresent());
    } finally {
      UpProcess.signal(broker, "CONT");
    }
    assertAllIsMadeGood();
  }

  @Test
  void aRegistryThatHangsHoldsUpNothingThatRuns() throws Exception {
    long registry = up.process("registry").path("pid").asLong();
    UpProcess.signal(registry, "STOP");
    try {
      Waiting.until("readiness names the registry", LIMIT, () -> isDown("registry"));
      ask();
    } finally {
      UpProcess.signal(registry, "CONT");
    }
    assertAllIsMadeGood();
  }

  @Test
  void anEngineThatHangsHoldsUpTheRowsAlone() throws Exception {
    long engine = up.process("clickhouse").path("pid").asLong();
    UpProcess.signal(engine, "STOP");
    try {
      Waiting.until("readiness names ClickHouse", LIMIT, () -> isDown("clickhouse"));
      ask();
    } finally {
      UpProcess.signal(engine, "CONT");
    }
    assertAllIsMadeGood();
  }

  @Test
  void anEngineThatRefusesRowsGetsThemOnceItTakesThem() throws Exception {
    up.select("DETACH TABLE asked");
    try {
      ask();
      Waiting.until("readiness names the sink", LIMIT, () -> isDown("sink"));
      ask();
    } finally {
      up.select("ATTACH TABLE asked");
    }
    assertAllIsMadeGood();
  }

  @Test
  void aRoleWaitsForARegistryThatComesLater() throws Exception {
    int port = freePort();
    var registry = URI.create(up.endpoint("registry"));
    var environment =
        Map.of(
            "KAFKA_BOOTSTRAP",
            up.endpoint("kafka"),
            "CLICKHOUSE_URL",
            up.endpoint("clickhouse") + "/viral",
            "REGISTRY_URL",
            "http://127.0.0.1:" + port + registry.getPath(),
            "VIRAL_GATEWAY_PORT",
            "0");
    try (var role = RoleProcess.launch(folder, List.of("gateway"), freePort(), environment)) {
      String waits = "the schema registry does not answer; waiting for it";
      Waiting.until("it waits", LIMIT, () -> role.said().contains(waits));
      assertFalse(role.isReady());
      assertTrue(role.isAlive());
      try (var forwarder = Forwarder.open(port, registry.getPort())) {
        Waiting.until("it is ready", LIMIT, role::isReady);
      }
    }
  }

  private static int freePort() {
    try (FreePort port = FreePort.preferring(0)) {
      return port.number();
    }
  }

  private static void assertAllIsMadeGood() throws Exception {
    Waiting.until("it is ready again", LIMIT, up::isReady);
    Waiting.until("a question is answered", LIMIT, HangingStackJourneyTest::isAnswered);
    Waiting.until("every row is stored", LIMIT, () -> rows().containsAll(ASKED));
    assertEquals("0", up.select("SELECT count() - uniqExact(id) FROM asked"));
    // A question that was refused may have been written all the same, and is late then.
    assertEquals("", up.select("SELECT reason FROM dead_letters WHERE category != 'EXPIRED'"));
    for (JsonNode part : up.status().path("processes"))
      assertEquals(0, part.path("restarts").asInt(), part.toString());
  }

  private static void ask() throws Exception {
    assertTrue(isAnswered());
  }

  private static boolean isAnswered() throws Exception {
    try {
      HttpResponse<String> reply = up.ask("Is there a circle?");
      if (reply.statusCode() != 200) return false;
      ASKED.add(new ObjectMapper().readTree(reply.body()).path("id").asText());
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  private static Set<String> rows() throws Exception {
    return new TreeSet<>(List.of(up.select("SELECT id FROM asked").split("\n")));
  }

  private static boolean isDown(String component) throws Exception {
    JsonNode ready = up.readiness();
    assertFalse(ready.path("components").isEmpty());
    for (JsonNode one : ready.path("components"))
      if (one.path("name").asText().equals(component)) return !one.path("up").asBoolean();
    throw new IllegalStateException(component + " is not shown: " + ready);
  }
}
