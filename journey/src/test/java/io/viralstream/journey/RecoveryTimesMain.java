package io.viralstream.journey;

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
import java.util.stream.StreamSupport;

/// Measures how long each process of an otherwise idle `up` needs from SIGKILL to working again:
/// its own health check passes, the gateway is ready, and a question that was asked after the kill
/// is answered.
///
/// Arguments: kills of each (5), then names of processes (all). Run from the `journey` folder with
/// its test class path. Prints a line a kill, then medians.
public final class RecoveryTimesMain {
  private static final Duration BETWEEN = Duration.ofSeconds(15);
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final long LOOK_MILLIS = 250;

  private final UpProcess up;

  private RecoveryTimesMain(UpProcess up) {
    this.up = up;
  }

  public static void main(String[] arguments) throws Exception {
    int kills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    Path folder = Files.createTempDirectory("recovery-");
    var data = folder.resolve("data");
    // The first orderly stop leaves the archives of loaded classes that later starts use.
    UpProcess.launch(folder, data).awaitReady().close();
    try (var up = UpProcess.launch(folder, data).awaitReady()) {
      var measured = new RecoveryTimesMain(up);
      var names = arguments.length > 1 ? named(arguments) : measured.names();
      measured
          .killInTurn(names, kills)
          .forEach((name, times) ->
              System.out.println(name + " median " + median(times).toMillis() + " ms of " + times));
    }
  }

  private static List<String> named(String[] arguments) {
    return List.of(arguments).subList(1, arguments.length);
  }

  private List<String> names() throws IOException, InterruptedException {
    return StreamSupport.stream(up.status().path("processes").spliterator(), false)
        .map(one -> one.path("name").asText())
        .toList();
  }

  /// In turn, so that each has had its quiet minute before it dies again and is started at once.
  private Map<String, List<Duration>> killInTurn(List<String> names, int kills)
      throws IOException, InterruptedException {
    var times = new LinkedHashMap<String, List<Duration>>();
    for (int kill = 0; kill < kills; kill++) {
      for (var name : names) {
        Thread.sleep(BETWEEN);
        var before = up.process(name);
        ProcessHandle.of(before.path("pid").asLong()).orElseThrow().destroyForcibly();
        var time = recovered(name, before.path("restarts").asInt() + 1, Instant.now());
        System.out.println(name + " " + time.toMillis() + " ms");
        times.computeIfAbsent(name, first -> new ArrayList<>()).add(time);
      }
    }
    return times;
  }

  private Duration recovered(String name, int restarts, Instant killed)
      throws IOException, InterruptedException {
    var answered = new CompletableFuture<Instant>();
    Instant healthy = Instant.MAX;
    while (healthy.equals(Instant.MAX) || !answered.isDone()) {
      if (Duration.between(killed, Instant.now()).compareTo(LIMIT) > 0)
        throw new IllegalStateException(name + " does not recover: " + up.status());
      Thread.ofVirtual().start(() -> ask(answered));
      if (healthy.equals(Instant.MAX) && works(name, restarts)) healthy = Instant.now();
      Thread.sleep(LOOK_MILLIS);
    }
    Instant last = healthy.isAfter(answered.join()) ? healthy : answered.join();
    return Duration.between(killed, last);
  }

  private boolean works(String name, int restarts) throws IOException, InterruptedException {
    var now = up.process(name);
    return now.path("restarts").asInt() >= restarts
        && now.path("state").asText().equals("healthy")
        && up.isReady();
  }

  private void ask(CompletableFuture<Instant> answered) {
    try {
      if (up.ask("Is there a red circle?").statusCode() == 200) answered.complete(Instant.now());
    } catch (IOException | InterruptedException away) {
      // Another question follows; what counts is the first that is answered.
      return;
    }
  }

  private static Duration median(List<Duration> times) {
    var sorted = new ArrayList<>(times);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
