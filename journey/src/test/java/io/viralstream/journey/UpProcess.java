package io.viralstream.journey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.viralstream.cli.ViralMain;
import io.viralstream.workers.scenes.SceneFolder;
import io.viralstream.workers.scenes.SceneSources;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A real `viral up` in a process of its own, to be killed.
final class UpProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration READY = Duration.ofMinutes(3);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Process process;
  private final Path data;
  private final Path output;
  private final String picture;

  private UpProcess(Process process, Path data, Path output, String picture) {
    this.process = process;
    this.data = data;
    this.output = output;
    this.picture = picture;
  }

  /// Launches it and returns at once.
  ///
  /// @param folder takes what belongs to no stack: a picture to ask about, and console outputs
  static UpProcess launch(Path folder, Path data) throws IOException {
    Path output = Files.createTempFile(Files.createDirectories(folder), "up-", ".txt");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dviral.home=" + home());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ViralMain.class.getName());
    command.addAll(List.of("up", "--data", data.toString(), "--gateway-port", "0"));
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("VIRAL_LIBCHDB", Stack.library().toString());
    builder.environment().put("VIRAL_REGISTRY_HOME", Stack.registryHome().toString());
    return new UpProcess(builder.start(), data, output, picture(folder));
  }

  /// A scene to ask about, as a `data:` address.
  private static String picture(Path folder) throws IOException {
    Path scenes = folder.resolve("scenes");
    new SceneFolder(scenes).writeItems(SceneSources.streamHeldOut(5).first(1));
    try (var files = Files.walk(scenes)) {
      Path png = files.filter(file -> file.toString().endsWith(".png")).findFirst().orElseThrow();
      return "data:image/png;base64," + Base64.getEncoder().encodeToString(Files.readAllBytes(png));
    }
  }

  /// An installation as the launcher lays it out, of links to what this JVM runs on.
  private static Path home() throws IOException {
    var classPath = System.getProperty("java.class.path");
    Path home = Path.of("target", "home-" + Integer.toHexString(classPath.hashCode()));
    Path lib = Files.createDirectories(home.resolve("cli/target/lib"));
    int number = 1000;
    for (var entry : classPath.split(":")) {
      Path jar = Path.of(entry).toAbsolutePath();
      Path link = lib.resolve(number++ + "-" + jar.getFileName());
      if (!Files.isSymbolicLink(link)) Files.createSymbolicLink(link, jar);
    }
    return home.toAbsolutePath();
  }

  /// @throws IllegalStateException with what it said, where it ends or takes too long
  UpProcess awaitReady() throws IOException, InterruptedException {
    Instant end = Instant.now().plus(READY);
    while (!said().contains("ready; Ctrl-C")) {
      if (!process.isAlive() || Instant.now().isAfter(end))
        throw new IllegalStateException("up is not ready: " + said());
      Thread.sleep(50);
    }
    return this;
  }

  /// All that it has written to its console.
  String said() throws IOException {
    return Files.readString(output);
  }

  long pid() {
    return process.pid();
  }

  /// Its exit code, once it has ended by itself.
  int exit() throws InterruptedException {
    if (!process.waitFor(READY.toSeconds(), TimeUnit.SECONDS))
      throw new IllegalStateException("up does not end");
    return process.exitValue();
  }

  String endpoint(String name) throws IOException {
    return JSON.readTree(data.resolve("endpoints.json").toFile()).path(name).asText();
  }

  JsonNode status() throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(gateway("/v1/status")).timeout(PATIENCE).build();
    return JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
  }

  boolean isReady() throws InterruptedException {
    try {
      var request = HttpRequest.newBuilder(gateway("/readyz")).timeout(PATIENCE).build();
      return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException away) {
      return false;
    }
  }

  HttpResponse<String> ask(String question) throws IOException, InterruptedException {
    var body = JSON.createObjectNode().put("image", picture).put("question", question).toString();
    var request =
        HttpRequest.newBuilder(gateway("/v1/ask"))
            .timeout(Duration.ofMinutes(2))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  String select(String sql) throws IOException, InterruptedException {
    var uri = URI.create(endpoint("clickhouse") + "/?database=viral");
    var request =
        HttpRequest.newBuilder(uri).timeout(PATIENCE).POST(BodyPublishers.ofString(sql)).build();
    return HTTP.send(request, BodyHandlers.ofString()).body().strip();
  }

  private URI gateway(String path) throws IOException {
    return URI.create(endpoint("gateway") + path);
  }

  /// Itself and all its descendants.
  List<ProcessHandle> tree() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
  }

  /// SIGKILL to it alone.
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() throws InterruptedException {
    process.toHandle().destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) tree().forEach(ProcessHandle::destroyForcibly);
  }
}
