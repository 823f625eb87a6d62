package io.viralstream.journey;

import com.fasterxml.jackson.databind.JsonNode;
import io.viralstream.embedded.process.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Measures how long each part of an otherwise idle system needs from SIGKILL to working again: it
/// says that it is ready, the gateway is ready, and a question that was asked after the kill is
/// answered.
///
/// Beside an `up` runs one process more of each role that is named. The children of `up` are
/// started again by it; the other processes, and `up` itself, at once by this measurement.
/// Arguments: kills of each (5), then names (all). Run from the `journey` folder with its test
/// class path. Prints a line a kill, then medians.
public final class RecoveryTimesMain {
  private static final Duration BETWEEN = Duration.ofSeconds(5);
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final long LOOK_MILLIS = 100;

  private static final List<String> CHILDREN =
      List.of("kafka", "registry", "clickhouse", "workers");
  private static final Map<String, List<String>> ROLES = roles();

  private final Path folder;
  private final Map<String, RoleProcess> running = new LinkedHashMap<>();
  private UpProcess up;

  private RecoveryTimesMain(Path folder, UpProcess up) {
    this.folder = folder;
    this.up = up;
  }

  private static Map<String, List<String>> roles() {
    var roles = new LinkedHashMap<String, List<String>>();
    roles.put("gateway", List.of("gateway"));
    roles.put("streams", List.of("streams"));
    roles.put("sink", List.of("sink"));
    roles.put("infer", List.of("infer"));
    roles.put("train", List.of("train", "--arm", "baseline"));
    return roles;
  }

  public static void main(String[] arguments) throws Exception {
    int kills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    Path folder = Files.createTempDirectory("recovery-");
    // The first orderly stop leaves the archives of loaded classes that later starts use.
    UpProcess.launch(folder, folder.resolve("data")).awaitReady().close();
    UpProcess up = UpProcess.launch(folder, folder.resolve("data")).awaitReady();
    var measured = new RecoveryTimesMain(folder, up);
    try {
      for (String role : ROLES.keySet()) if (names(arguments).contains(role)) measured.start(role);
      measured
          .killInTurn(names(arguments), kills)
          .forEach((name, times) ->
              System.out.println(name + " median " + median(times).toMillis() + " ms of " + times));
    } finally {
      for (RoleProcess role : measured.running.values()) role.close();
      measured.up.close();
    }
  }

  private static List<String> names(String[] arguments) {
    if (arguments.length > 1) return List.of(arguments).subList(1, arguments.length);
    var all = new ArrayList<>(CHILDREN);
    all.addAll(ROLES.keySet());
    all.add("up");
    return all;
  }

  /// In turn, so that each has had its quiet minute before it dies again and is started at once.
  private Map<String, List<Duration>> killInTurn(List<String> names, int kills) throws Exception {
    var times = new LinkedHashMap<String, List<Duration>>();
    for (int kill = 0; kill < kills; kill++) {
      for (String name : names) {
        for (RoleProcess role : running.values())
          Waiting.until("all are ready", LIMIT, role::isReady);
        Thread.sleep(BETWEEN);
        Duration time = recovery(name);
        System.out.println(name + " " + time.toMillis() + " ms");
        times.computeIfAbsent(name, first -> new ArrayList<>()).add(time);
      }
    }
    return times;
  }

  private Duration recovery(String name) throws Exception {
    if (CHILDREN.contains(name)) {
      int restarts = up.process(name).path("restarts").asInt() + 1;
      up.signal(name, "KILL");
      return recovered(() -> isWorking(name, restarts));
    }
    RoleProcess role = running.get(name);
    if (role != null) {
      role.close();
      return recovered(start(name)::isReady);
    }
    up.kill();
    Instant killed = Instant.now();
    up = UpProcess.launch(folder, up.data()).awaitReady();
    return Duration.between(killed, Instant.now()).plus(recovered(up::isReady));
  }

  private boolean isWorking(String child, int restarts) throws IOException, InterruptedException {
    JsonNode now = up.process(child);
    return now.path("restarts").asInt() >= restarts && now.path("state").asText().equals("healthy");
  }

  private Duration recovered(Waiting.Condition works) throws Exception {
    Instant killed = Instant.now();
    var answered = new CompletableFuture<Instant>();
    Instant working = Instant.MAX;
    while (working.equals(Instant.MAX) || !answered.isDone()) {
      if (Duration.between(killed, Instant.now()).compareTo(LIMIT) > 0)
        throw new IllegalStateException("no recovery: " + up.status());
      if (!answered.isDone()) Thread.ofVirtual().start(() -> ask(answered));
      if (working.equals(Instant.MAX) && works.holds() && up.isReady()) working = Instant.now();
      Thread.sleep(LOOK_MILLIS);
    }
    Instant last = working.isAfter(answered.join()) ? working : answered.join();
    return Duration.between(killed, last);
  }

  private void ask(CompletableFuture<Instant> answered) {
    try {
      if (up.ask("Is there a red circle?", "viral").statusCode() == 200)
        answered.complete(Instant.now());
    } catch (IOException | InterruptedException away) {
      // Another question follows; what counts is the first that is answered.
      return;
    }
  }

  private RoleProcess start(String role) throws IOException {
    var environment =
        Map.of(
            "KAFKA_BOOTSTRAP", up.endpoint("kafka"),
            "REGISTRY_URL", up.endpoint("registry"),
            "CLICKHOUSE_URL", up.endpoint("clickhouse") + "/viral",
            "VIRAL_CHECKPOINTS", up.data().resolve("checkpoints").toString(),
            "VIRAL_STATE", folder.resolve("state").toString(),
            "VIRAL_GATEWAY_PORT", "0");
    try (FreePort port = FreePort.preferring(0)) {
      List<String> words = ROLES.getOrDefault(role, List.of());
      var started = RoleProcess.launch(folder, words, port.number(), environment);
      running.put(role, started);
      return started;
    }
  }

  private static Duration median(List<Duration> times) {
    var sorted = new ArrayList<>(times);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
