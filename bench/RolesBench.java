import io.viralstream.embedded.EmbeddedStack;
import io.viralstream.embedded.StackSettings;
import io.viralstream.embedded.process.FreePort;
import io.viralstream.embedded.process.JavaRuntime;
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
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;

/// Samples a second through gateway, streams and sink, each a process of its own before a real broker,
/// registry and engine; with the JVM options of `up` and with those of a role, interleaved.
///
/// Arguments: the product's folder, a data folder, rounds, samples a run.
final class RolesBench {
  private static final int BATCH = 500;
  private static final int TOGETHER = 2;
  private static final int PARTITIONS = 4;
  private static final double WARM = .3;
  private static final Duration HANG = Duration.ofMinutes(10);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /// What the launcher gives `up`, and a role in a container of 768 MiB.
  private static final Map<String, List<String>> OPTIONS =
      Map.of(
          "up", List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx384m"),
          "gateway", List.of("-Xmx460m"),
          "streams", List.of("-Xmx384m"),
          "sink", List.of("-Xmx460m"));

  private final Path home;
  private final Path data;
  private final EmbeddedStack.Endpoints at;
  private final int samples;
  private int sent;

  private RolesBench(Path home, Path data, EmbeddedStack.Endpoints at, int samples) {
    this.home = home;
    this.data = data;
    this.at = at;
    this.samples = samples;
  }

  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]).toAbsolutePath();
    Path data = Path.of(arguments[1]).toAbsolutePath();
    var java = new JavaRuntime(Path.of(System.getProperty("java.home")), jars(home), data.resolve("cache"));
    var library = home.resolve("embedded/engine/node_modules/@chdb/lib-linux-x64-gnu/libchdb.so");
    var settings =
        new StackSettings(
            data, home.resolve("embedded/target/registry"), library, java, StackSettings.WantedPorts.ANY);
    try (var stack = EmbeddedStack.start(settings, InstantSource.system())) {
      var bench = new RolesBench(home, data, stack.endpoints(), Integer.parseInt(arguments[3]));
      bench.rounds(Integer.parseInt(arguments[2]));
    }
  }

  private static List<Path> jars(Path home) throws IOException {
    try (var jars = Files.list(home.resolve("cli/target/lib"))) {
      return jars.sorted().toList();
    }
  }

  private void rounds(int rounds) throws Exception {
    double[][][] rates = new double[3][2][rounds];
    for (int round = 0; round < rounds; round++) {
      for (int way = 0; way < 2; way++) {
        rates[0][way][round] = gateway(way);
        rates[1][way][round] = streams(way);
        rates[2][way][round] = sink(way);
      }
    }
    for (int role = 0; role < 3; role++) {
      double before = median(rates[role][0]);
      double after = median(rates[role][1]);
      say("%-8s before %8.0f  after %8.0f samples/s  ratio %.2f", List.of("gateway", "streams", "sink").get(role), before, after, after / before);
    }
  }

  private double gateway(int way) throws Exception {
    int port = freePort();
    try (var role = role("gateway", way, Map.of("VIRAL_GATEWAY_PORT", Integer.toString(port)))) {
      var gateway = URI.create("http://127.0.0.1:" + port);
      until(() -> status(gateway.resolve("/readyz")) == 200 ? 1 : 0, 1, role);
      int warm = (int) (samples * WARM);
      post(gateway, warm);
      long began = System.nanoTime();
      post(gateway, samples - warm);
      return told("gateway", way, (samples - warm) / seconds(began));
    }
  }

  private double streams(int way) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", at.kafka()))) {
      long before = routed(admin);
      var state = Map.of("VIRAL_STATE", data.resolve("state").toString());
      try (var role = role("streams", way, state)) {
        return told("streams", way, rate(() -> routed(admin) - before, role));
      }
    }
  }

  private double sink(int way) throws Exception {
    long before = rows();
    try (var role = role("sink", way, Map.of())) {
      return told("sink", way, rate(() -> rows() - before, role));
    }
  }

  /// Between the warm part of the samples and all of them.
  private double rate(LongSupplier done, Role role) throws Exception {
    long warm = (long) (samples * WARM);
    until(done, warm, role);
    long first = done.getAsLong();
    long began = System.nanoTime();
    until(done, samples, role);
    return (samples - first) / seconds(began);
  }

  private static void until(LongSupplier done, long enough, Role role) throws Exception {
    long end = System.nanoTime() + HANG.toNanos();
    while (done.getAsLong() < enough) {
      if (!role.process().isAlive() || System.nanoTime() > end)
        throw new IllegalStateException("stuck at " + done.getAsLong() + " of " + enough + ", see " + role.log());
      Thread.sleep(50);
    }
  }

  private void post(URI gateway, int count) {
    var running = new ArrayDeque<CompletableFuture<HttpResponse<String>>>();
    for (int left = count; left > 0; left -= BATCH) {
      if (running.size() == TOGETHER) accepted(running.remove().join());
      var body = new StringBuilder();
      for (int i = 0; i < Math.min(left, BATCH); i++) body.append(sample(sent++));
      var request =
          HttpRequest.newBuilder(gateway.resolve("/v1/samples?feed=bench"))
              .header("Content-Type", "application/x-ndjson")
              .POST(BodyPublishers.ofString(body.toString()))
              .build();
      running.add(HTTP.sendAsync(request, BodyHandlers.ofString()));
    }
    running.forEach(reply -> accepted(reply.join()));
  }

  private static void accepted(HttpResponse<String> reply) {
    if (reply.statusCode() != 202) throw new IllegalStateException(reply.statusCode() + " " + reply.body());
  }

  private static String sample(int number) {
    return "{\"conversations\":[{\"from\":\"human\",\"value\":\"Is number " + number
        + " a prime, and how would one find out?\"},{\"from\":\"gpt\",\"value\":\"Divide by each smaller prime.\"}]}\n";
  }

  /// Samples that route has done with: offsets of what it reads, for those of what it writes count
  /// the marks of its transactions as well.
  private static long routed(Admin admin) {
    try {
      var offsets = admin.listConsumerGroupOffsets("viral-route").partitionsToOffsetAndMetadata().get();
      return offsets.entrySet().stream()
          .filter(entry -> entry.getKey().topic().equals("samples") && entry.getValue() != null)
          .mapToLong(entry -> entry.getValue().offset())
          .sum();
    } catch (Exception away) {
      return 0;
    }
  }

  private long rows() {
    try {
      var uri = at.clickhouse().resolve("/?database=viral");
      var request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString("SELECT count() FROM samples")).build();
      var reply = HTTP.send(request, BodyHandlers.ofString());
      return reply.statusCode() == 200 ? Long.parseLong(reply.body().strip()) : 0;
    } catch (IOException | InterruptedException away) {
      return 0;
    }
  }

  private static int status(URI uri) {
    try {
      return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding()).statusCode();
    } catch (IOException | InterruptedException away) {
      return 0;
    }
  }

  private record Role(Process process, Path log) implements AutoCloseable {
    @Override
    public void close() throws InterruptedException {
      process.destroy();
      process.waitFor();
    }
  }

  /// @param way 0 with the options of `up`, 1 with those of a role
  private Role role(String name, int way, Map<String, String> environment) throws IOException {
    Path log = data.resolve(name + way + ".log");
    var command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
    command.addAll(OPTIONS.get(way == 0 ? "up" : name));
    command.addAll(List.of("-Xss1m", "--sun-misc-unsafe-memory-access=allow", "-Dviral.home=" + home));
    command.addAll(List.of("-jar", home.resolve("cli/target/viral.jar").toString(), name));
    var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("KAFKA_BOOTSTRAP", at.kafka());
    builder.environment().put("REGISTRY_URL", at.registry().toString());
    builder.environment().put("CLICKHOUSE_URL", at.clickhouse().resolve("/viral").toString());
    builder.environment().put("VIRAL_PARTITIONS", Integer.toString(PARTITIONS));
    builder.environment().putAll(environment);
    return new Role(builder.start(), log);
  }

  private static int freePort() {
    try (FreePort port = FreePort.preferring(0)) {
      return port.number();
    }
  }

  private static double told(String role, int way, double rate) {
    say("%s %s %.0f samples/s", role, way == 0 ? "before" : "after", rate);
    return rate;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(sorted.length - 1) / 2];
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
