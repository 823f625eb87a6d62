package io.viralstream.cli.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.cli.client.Pause;
import io.viralstream.cli.command.Invocation;
import io.viralstream.cli.command.Viral;
import io.viralstream.cli.compose.Composition.Service;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.role.Cluster;
import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.settings.Setting;
import io.viralstream.schemas.bootstrap.TopicSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The composition agrees with the code: its keys, its commands, its versions, and what it promises
/// of every service.
class CompositionTest {
  private static final Composition STANDARD = Composition.standard();
  private static final Composition THREE = Composition.of(".env", "three-brokers.env");

  /// Read by Docker itself.
  private static final Set<String> DOCKERS = Set.of("COMPOSE_PROFILES", "COMPOSE_PROJECT_NAME");

  @Test
  void everySettingOfTheProductStandsInTheEnvFile() {
    String file = Composition.text(".env");
    List<Setting> missing =
        Arrays.stream(Setting.values())
            .filter(setting -> !Pattern.compile("\\b" + setting + "\\b").matcher(file).find())
            .toList();
    assertEquals(List.of(), missing);
  }

  /// Those that no container needs stand in the file with nothing behind them.
  @Test
  void everySettingWithAValueReachesSomeRole() {
    Set<String> given =
        STANDARD.roles().stream()
            .flatMap(role -> role.environment().keySet().stream())
            .collect(Collectors.toSet());
    for (Setting setting : Setting.values())
      if (!STANDARD.keys().getOrDefault(setting.name(), "").isEmpty())
        assertTrue(given.contains(setting.name()), setting.name());
  }

  @Test
  void everyKeyOfTheEnvFilesIsReadBySomebody() {
    var read = new HashSet<>(DOCKERS);
    for (Setting setting : Setting.values()) read.add(setting.name());
    Composition.VARIABLE
        .matcher(Composition.text("compose.yaml"))
        .results()
        .forEach(variable -> read.add(variable.group(1)));
    var unread = new TreeSet<>(THREE.keys().keySet());
    unread.removeAll(read);
    assertEquals(Set.of(), unread);
  }

  /// One comment may stand over several keys that follow each other.
  @Test
  void everyKeyOfTheEnvFileIsExplained() {
    boolean explained = false;
    for (String line : Composition.text(".env").lines().toList()) {
      if (line.startsWith("# ") && !line.startsWith("# ---")) explained = true;
      else if (line.isBlank() || line.startsWith("#")) explained = false;
      else assertTrue(explained, line);
    }
  }

  @Test
  void rolesAreGivenKeysThatTheProductKnowsWithValuesThatItTakes() {
    for (Service role : STANDARD.roles()) {
      Map<String, String> environment = role.environment();
      for (String key : environment.keySet())
        assertTrue(Arrays.stream(Setting.values()).anyMatch(s -> s.name().equals(key)), key);
      var taken = Environment.of(environment);
      assertEquals("http://registry:8080/apis/ccompat/v7", Cluster.of(taken).registry().toString());
      taken.integer(Setting.VIRAL_HEALTH_PORT, 1, 65_535);
      taken.integer(Setting.VIRAL_REPLICATION, 1, 7);
    }
  }

  @Test
  void everyCommandIsASubcommandWithOptionsThatItHas() {
    assertEquals(
        Set.of("gateway", "streams", "sink", "train", "infer"),
        STANDARD.roles().stream()
            .map(role -> role.list("command").getFirst())
            .collect(Collectors.toSet()));
    for (Service role : STANDARD.roles())
      Viral.commandLine(invocation()).parseArgs(role.list("command").toArray(String[]::new));
  }

  @Test
  void everyImageHasAnExactVersion() throws Exception {
    var exact = Pattern.compile("[a-z/-]+:\\d+\\.\\d+\\.\\d+[a-z0-9_-]*");
    for (Service service : STANDARD.services().values())
      assertTrue(exact.matcher(service.text("image")).matches(), service.text("image"));
    List<String> froms =
        Composition.text("Dockerfile").lines().filter(line -> line.startsWith("FROM ")).toList();
    assertEquals(2, froms.size());
    for (String from : froms) assertTrue(exact.matcher(from.split(" ")[1]).matches(), from);
  }

  @Test
  void componentsHaveTheVersionsThatTheProductIsTestedWith() throws Exception {
    String parent = Files.readString(Path.of("..", "pom.xml"));
    String kafka = image("kafka-1").split(":")[1];
    assertTrue(parent.contains("<kafka.version>" + kafka + "<"), kafka);
    String embedded = Files.readString(Path.of("..", "embedded", "pom.xml"));
    String registry = image("registry").split(":")[1];
    assertTrue(
        embedded.contains("apicurio-registry-app</artifactId><version>" + registry + "<"),
        registry);
    String engine = Files.readString(Path.of("..", "embedded", "engine", "package.json"));
    assertTrue(engine.contains("\"" + image("clickhouse").split(":")[1] + "-"), engine);
  }

  @Test
  void everyPortIsPublishedOnLoopback() {
    List<String> ports =
        STANDARD.services().values().stream()
            .flatMap(service -> service.list("ports").stream())
            .toList();
    assertEquals(List.of("127.0.0.1:8123:8123", "127.0.0.1:8080:8080"), ports);
  }

  @Test
  void everyServiceHasLimitsAndARestartPolicy() {
    for (Service service : STANDARD.services().values()) {
      String limits = limits(service);
      assertTrue(limits.contains("cpus=") && limits.contains("memory="), service.name());
      assertFalse(service.text("restart").isEmpty(), service.name());
    }
  }

  @Test
  void everyServiceThatRunsOnHasAHealthCheck() {
    for (Service service : STANDARD.services().values())
      assertEquals(service.endsByItself(), service.healthTest().isEmpty(), service.name());
  }

  @Test
  void everyoneIsWaitedForUntilHealthy() {
    for (Service role : STANDARD.roles())
      assertEquals(
          Set.of("kafka-1", "registry", "clickhouse"),
          role.map("depends_on").keySet(),
          role.name());
    for (Service service : STANDARD.services().values())
      for (Map.Entry<String, Object> waited : service.map("depends_on").entrySet()) {
        boolean ends = STANDARD.service(waited.getKey()).endsByItself();
        String condition = ends ? "service_completed_successfully" : "service_healthy";
        assertEquals("{condition=" + condition + "}", String.valueOf(waited.getValue()));
      }
  }

  @Test
  void trainAndInferShareTheCheckpoints() {
    for (String worker : List.of("train", "infer", "train-gpu", "infer-gpu")) {
      Service service = STANDARD.service(worker);
      String folder = service.environment().get("VIRAL_CHECKPOINTS");
      assertTrue(service.list("volumes").contains("checkpoints:" + folder), worker);
    }
  }

  @Test
  void cpuAndGpuWorkersNeverRunTogetherByDefault() {
    assertEquals("cpu", STANDARD.keys().get("COMPOSE_PROFILES"));
    assertEquals(List.of("cpu"), STANDARD.service("train").list("profiles"));
    assertEquals(List.of("gpu"), STANDARD.service("train-gpu").list("profiles"));
    assertTrue(String.valueOf(STANDARD.service("infer-gpu").map("deploy")).contains("nvidia"));
  }

  @Test
  void brokersWaitForAsManyCopiesAsTheProductDoes() {
    for (Composition composition : List.of(STANDARD, THREE)) {
      int copies = Integer.parseInt(composition.keys().get("VIRAL_REPLICATION"));
      String inSync = Integer.toString(TopicSettings.inSync(copies));
      for (String broker : List.of("kafka-1", "kafka-2", "kafka-3")) {
        Map<String, String> environment = composition.service(broker).environment();
        environment.forEach((key, value) -> {
          if (key.endsWith("REPLICATION_FACTOR"))
            assertEquals(Integer.toString(copies), value, key);
          if (key.endsWith("MIN_ISR") || key.endsWith("MIN_INSYNC_REPLICAS"))
            assertEquals(inSync, value, key);
        });
      }
    }
  }

  @Test
  void threeBrokersAreOneClusterThatRolesKnowWhole() {
    assertEquals("3", THREE.keys().get("VIRAL_REPLICATION"));
    for (int node = 1; node <= 3; node++) {
      Map<String, String> environment = THREE.service("kafka-" + node).environment();
      assertEquals(Integer.toString(node), environment.get("KAFKA_NODE_ID"));
      assertEquals(
          "BROKER://kafka-" + node + ":9092", environment.get("KAFKA_ADVERTISED_LISTENERS"));
      String voters = environment.getOrDefault("KAFKA_CONTROLLER_QUORUM_VOTERS", "");
      assertTrue(voters.contains(node + "@kafka-" + node + ":9093"), voters);
      for (Service role : THREE.roles())
        assertTrue(
            role.environment()
                .getOrDefault("KAFKA_BOOTSTRAP", "")
                .contains("kafka-" + node + ":9092"));
    }
    assertEquals(Set.of("three-brokers"), Set.copyOf(THREE.service("kafka-3").list("profiles")));
    assertTrue(THREE.keys().getOrDefault("COMPOSE_PROFILES", "").contains("three-brokers"));
  }

  private static String image(String service) {
    return STANDARD.service(service).text("image");
  }

  private static String limits(Service service) {
    return service.map("deploy").get("resources") instanceof Map<?, ?> resources
        ? String.valueOf(resources.get("limits"))
        : "";
  }

  private static Invocation invocation() {
    return new Invocation(
        Environment.of(Map.of()),
        new Console(System.out, System.err, false, InstantSource.system()),
        Path.of("."),
        Path.of("."),
        Pause.real());
  }
}
