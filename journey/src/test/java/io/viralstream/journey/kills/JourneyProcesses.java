package io.viralstream.journey.kills;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.viralstream.embedded.process.FreePort;
import io.viralstream.journey.Waiting;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All processes of the journey: a stack as `up` runs it, and a second one of every role.
final class JourneyProcesses implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// A machine that is busy with something else must not fail the proof.
  private static final Duration STARTING = Duration.ofMinutes(4);

  private final Path data;
  private final Path model;
  private final List<String> arms;
  private final int firstPort = freePort();
  private final int secondPort = freePort();
  private final RestartableProcess stack;
  private final Map<String, RestartableProcess> roles = new LinkedHashMap<>();

  /// @param model the small model that arms start from
  JourneyProcesses(Path data, Path model, List<String> arms) {
    this.data = data;
    this.model = model;
    this.arms = arms;
    var arguments = new ArrayList<>(List.of(data.toString(), Integer.toString(firstPort)));
    arguments.addAll(arms);
    var environment = Map.of("VIRAL_MODEL", model.toString(), "VIRAL_PARTITIONS", "2");
    stack = new RestartableProcess("up", StackHost.class, arguments, environment, logs());
  }

  Path logs() {
    return data.resolve("logs");
  }

  void start() throws Exception {
    stack.start();
    awaitStack();
    for (String role : List.of("gateway", "streams", "sink", "infer")) add(role, List.of(role));
    add("train", List.of("train", arms.getFirst()));
    Waiting.until("the second gateway is ready", () -> ready(gateways().get(1)));
  }

  /// Starts one more role; a number behind its name makes it halt.
  RestartableProcess add(String name, List<String> arguments) throws IOException {
    var role = new RestartableProcess(name, RoleHost.class, arguments, environment(name), logs());
    role.start();
    roles.put(name, role);
    return role;
  }

  private Map<String, String> environment(String name) throws IOException {
    JsonNode at = endpoints();
    Map<String, String> environment = new HashMap<>();
    environment.put("KAFKA_BOOTSTRAP", at.path("kafka").asText());
    environment.put("REGISTRY_URL", at.path("registry").asText());
    environment.put("CLICKHOUSE_URL", at.path("clickhouse").asText() + "/viral");
    environment.put("VIRAL_CHECKPOINTS", data.resolve("checkpoints").toString());
    environment.put("VIRAL_STATE", data.resolve("state-of-" + name).toString());
    environment.put("VIRAL_GATEWAY_PORT", Integer.toString(secondPort));
    environment.put("VIRAL_MODEL", model.toString());
    return environment;
  }

  JsonNode endpoints() throws IOException {
    return JSON.readTree(Files.readString(data.resolve("endpoints.json")));
  }

  List<URI> gateways() {
    return List.of(
        URI.create("http://127.0.0.1:" + firstPort), URI.create("http://127.0.0.1:" + secondPort));
  }

  RestartableProcess stack() {
    return stack;
  }

  RestartableProcess role(String name) {
    return Optional.ofNullable(roles.get(name)).orElseThrow();
  }

  /// Starts a role that was killed; the stack's own children are started by the stack.
  void revive(String name) throws Exception {
    if (name.equals("up")) {
      stack.start();
      awaitStack();
    } else {
      role(name).start();
    }
  }

  private void awaitStack() throws Exception {
    Waiting.until(
        "the stack is up; " + stack.log(),
        STARTING,
        () -> {
          if (!stack.alive()) throw new IllegalStateException("up ended; see " + stack.log());
          return Files.exists(data.resolve("endpoints.json")) && ready(gateways().getFirst());
        });
  }

  static boolean ready(URI gateway) {
    try {
      var connection = (HttpURLConnection) gateway.resolve("/readyz").toURL().openConnection();
      connection.setConnectTimeout(1_000);
      connection.setReadTimeout(3_000);
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      return false;
    }
  }

  /// A component or the workers of the stack, by a word of its command line.
  Optional<ProcessHandle> child(String word) {
    if (!stack.alive()) return Optional.empty();
    return ProcessHandle.of(stack.pid()).stream()
        .flatMap(ProcessHandle::descendants)
        .filter(child -> commandLine(child).contains(word))
        .findFirst();
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    } catch (IOException gone) {
      return "";
    }
  }

  private static int freePort() {
    try (FreePort port = FreePort.preferring(0)) {
      return port.number();
    }
  }

  @Override
  public void close() throws InterruptedException {
    for (RestartableProcess role : roles.values()) role.kill();
    stack.close();
  }
}
