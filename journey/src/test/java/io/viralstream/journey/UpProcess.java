package io.viralstream.journey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.ViralMain;
import io.viralstream.scenes.SceneFolder;
import io.viralstream.scenes.SceneSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// A real `viral up` in a process of its own, to be killed.
final class UpProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration READY = Duration.ofMinutes(5);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

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
    return launch(folder, data, List.of());
  }

  /// The same with further arguments.
  static UpProcess launch(Path folder, Path data, List<String> more) throws IOException {
    return launch(folder, data, viral(), Map.of(), more);
  }

  /// Launches it through the launcher, which looks after it.
  ///
  /// @param environment what it has beyond this process's own
  static UpProcess launchLookedAfter(Path folder, Path data, Map<String, String> environment)
      throws IOException {
    var all = new HashMap<>(environment);
    all.put("JAVA_HOME", System.getProperty("java.home"));
    return launch(folder, data, List.of(Launcher.beside(home()).toString()), all, List.of());
  }

  /// Launches it on a disk of its own, a file system in memory that only it and its children see.
  ///
  /// @param size in MiB
  /// @param environment what it has beyond this process's own
  static UpProcess launchOnSmallDisk(Path folder, int size, Map<String, String> environment)
      throws IOException {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    String mounting = "mount -t tmpfs -o size=%dm none %s && exec \"$@\"".formatted(size, disk);
    var prefix = List.of("unshare", "-Urm", "sh", "-c", mounting, "sh");
    var command = new ArrayList<>(prefix);
    command.addAll(viral());
    UpProcess up = launch(folder, disk.resolve("data"), command, environment, List.of());
    Path seen = Path.of("/proc/" + up.pid() + "/root" + up.data);
    return new UpProcess(up.process, seen, up.output, up.picture);
  }

  /// Whether this system lets its users mount.
  static boolean canHaveSmallDisk() throws IOException, InterruptedException {
    return new ProcessBuilder("unshare", "-Urm", "mount", "-t", "tmpfs", "none", "/mnt")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  private static UpProcess launch(
      Path folder,
      Path data,
      List<String> viral,
      Map<String, String> environment,
      List<String> more)
      throws IOException {
    Path output = Files.createTempFile(Files.createDirectories(folder), "up-", ".txt");
    var command = new ArrayList<>(viral);
    command.addAll(List.of("up", "--data", data.toString(), "--gateway-port", "0"));
    command.addAll(more);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("VIRAL_LIBCHDB", Stack.library().toString());
    builder.environment().put("VIRAL_REGISTRY_HOME", Stack.registryHome().toString());
    return new UpProcess(builder.start(), data, output, picture(folder));
  }

  /// The start of a command line that is `./viral`'s on the classes under test.
  static List<String> viral() throws IOException {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx384m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "--sun-misc-unsafe-memory-access=allow",
        "--enable-native-access=ALL-UNNAMED",
        "-Dviral.home=" + home(),
        "-cp",
        System.getProperty("java.class.path"),
        ViralMain.class.getName());
  }

  /// A scene to ask about, as a `data:` address.
  private static String picture(Path folder) throws IOException {
    Path scenes = folder.resolve("scenes");
    new SceneFolder(scenes).writeItems(SceneSource.streamHeldOut(5).first(1));
    try (Stream<Path> files = Files.walk(scenes)) {
      Path png = files.filter(file -> file.toString().endsWith(".png")).findFirst().orElseThrow();
      return "data:image/png;base64," + Base64.getEncoder().encodeToString(Files.readAllBytes(png));
    }
  }

  /// An installation as the launcher lays it out, of links to what this JVM runs on.
  private static Path home() throws IOException {
    String classPath = System.getProperty("java.class.path");
    Path home = Path.of("target", "home-" + Integer.toHexString(classPath.hashCode()));
    Path lib = Files.createDirectories(home.resolve("cli/target/lib"));
    int number = 1000;
    for (String entry : classPath.split(":")) {
      Path jar = Path.of(entry).toAbsolutePath();
      Path link = lib.resolve(number++ + "-" + jar.getFileName());
      link(link, jar);
    }
    return home.toAbsolutePath();
  }

  /// Another test's process may make the same at this moment.
  private static void link(Path link, Path jar) throws IOException {
    try {
      Files.createSymbolicLink(link, jar);
    } catch (FileAlreadyExistsException there) {
      return;
    }
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

  /// Its data folder, as this process sees it.
  Path data() {
    return data;
  }

  String endpoint(String name) throws IOException {
    return JSON.readTree(data.resolve("endpoints.json").toFile()).path(name).asText();
  }

  JsonNode status() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(gateway("/v1/status")).timeout(PATIENCE).build();
    return JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
  }

  boolean isReady() throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(gateway("/readyz")).timeout(PATIENCE).build();
      return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException away) {
      return false;
    }
  }

  HttpResponse<String> ask(String question) throws IOException, InterruptedException {
    return ask(JSON.createObjectNode().put("question", question));
  }

  /// Of a model, as needs be where several arms train.
  HttpResponse<String> ask(String question, String model) throws IOException, InterruptedException {
    return ask(JSON.createObjectNode().put("question", question).put("model", model));
  }

  private HttpResponse<String> ask(ObjectNode asked) throws IOException, InterruptedException {
    String body = asked.put("image", picture).toString();
    HttpRequest request =
        HttpRequest.newBuilder(gateway("/v1/ask"))
            .timeout(Duration.ofMinutes(2))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  /// One of its processes, as its status shows it.
  JsonNode process(String name) throws IOException, InterruptedException {
    return StreamSupport.stream(status().path("processes").spliterator(), false)
        .filter(one -> one.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /// Sends one of its processes a signal, such as `STOP`.
  void signal(String name, String signal) throws IOException, InterruptedException {
    signal(process(name).path("pid").asLong(), signal);
  }

  static void signal(long pid, String signal) throws IOException, InterruptedException {
    int sent = new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
    if (sent != 0) throw new IllegalStateException("no signal " + signal + " to " + pid);
  }

  JsonNode readiness() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(gateway("/readyz")).timeout(PATIENCE).build();
    return JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
  }

  String select(String sql) throws IOException, InterruptedException {
    var uri = URI.create(endpoint("clickhouse") + "/?database=viral");
    HttpRequest request =
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

  /// The JVM that the launcher looks after.
  ProcessHandle java() {
    return process.children().findFirst().orElseThrow();
  }

  /// SIGTERM to it alone; what it looks after is not asked.
  void stop() {
    process.toHandle().destroy();
  }

  /// SIGKILL to it alone.
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() throws InterruptedException {
    process.toHandle().destroy();
    if (!process.waitFor(2, TimeUnit.MINUTES)) tree().forEach(ProcessHandle::destroyForcibly);
  }
}
