import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.LoggerFactory;

/// How long it takes from an acknowledged `POST /v1/samples` to the sample's row in ClickHouse.
///
/// Arguments: the gateway's address, ClickHouse's, Kafka's, samples a second, seconds. Samples are
/// sent fifty requests a second, as many in each as the rate asks for. A row counts as there once
/// the sink has committed that it is, which is looked for every 10 milliseconds: a little late, but
/// a query as often would take what is measured from the processors. The first 30 seconds, in which
/// the JVMs compile, are told apart. Prints one JSON object.
final class FreshnessBench {
  private static final int REQUESTS_A_SECOND = 50;
  private static final long LOOK = Duration.ofMillis(10).toNanos();
  private static final long STARTING = Duration.ofSeconds(30).toNanos();
  private static final Duration SETTLING = Duration.ofSeconds(15);
  private static final String TOPIC = "admitted";

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI gateway;
  private final URI clickhouse;
  private final String run = Long.toString(System.currentTimeMillis(), 36);
  private final Map<String, Long> accepted = new ConcurrentHashMap<>();
  private final Map<Integer, TreeMap<Long, Long>> stored = new ConcurrentHashMap<>();
  private final AtomicInteger refused = new AtomicInteger();

  private FreshnessBench(URI gateway, URI clickhouse) {
    this.gateway = gateway;
    this.clickhouse = clickhouse;
  }

  public static void main(String[] arguments) throws Exception {
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    var bench = new FreshnessBench(URI.create(arguments[0]), URI.create(arguments[1]));
    try (Admin kafka = Admin.create(Map.of("bootstrap.servers", arguments[2]))) {
      bench.measure(kafka, Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
    }
  }

  private void measure(Admin kafka, int rate, int seconds) throws Exception {
    int each = Math.max(1, rate / REQUESTS_A_SECOND);
    int requests = seconds * rate / each;
    var reader = Thread.ofPlatform().daemon().start(() -> read(kafka));
    try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
      long began = System.nanoTime();
      for (int i = 0; i < requests; i++) {
        long due = began + i * 1_000_000_000L * each / rate;
        LockSupport.parkNanos(due - System.nanoTime());
        int first = i * each;
        senders.execute(() -> send(first, each));
      }
    }
    Thread.sleep(SETTLING);
    reader.interrupt();
    reader.join();
    report(rate, seconds);
  }

  private void send(int first, int count) {
    var body = new StringBuilder();
    for (int i = first; i < first + count; i++)
      body.append(
          "{\"id\":\"%s-%d\",\"conversations\":[{\"from\":\"human\",\"value\":\"What is %s plus %d?\"},"
              .formatted(run, i, run, i)
              + "{\"from\":\"gpt\",\"value\":\"A number that nobody needs, "
              + i
              + "\"}]}\n");
    try {
      var reply =
          http.send(
              HttpRequest.newBuilder(gateway.resolve("/v1/samples?feed=bench-" + run))
                  .header("Content-Type", "application/x-ndjson")
                  .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      long now = System.nanoTime();
      if (reply.statusCode() != 202) refused.addAndGet(count);
      else for (int i = first; i < first + count; i++) accepted.put(run + "-" + i, now);
    } catch (IOException | InterruptedException e) {
      refused.addAndGet(count);
    }
  }

  /// Notes when the sink has committed which offset: the rows below it are in ClickHouse by then.
  private void read(Admin kafka) {
    try {
      while (!Thread.interrupted()) {
        long looked = System.nanoTime();
        var offsets = kafka.listConsumerGroupOffsets("sink").partitionsToOffsetAndMetadata().get();
        long now = System.nanoTime();
        offsets.forEach((partition, offset) -> {
          if (offset == null || !partition.topic().equals(TOPIC)) return;
          var stored = this.stored.computeIfAbsent(partition.partition(), any -> new TreeMap<>());
          stored.putIfAbsent(offset.offset(), now);
        });
        LockSupport.parkNanos(LOOK - (System.nanoTime() - looked));
      }
    } catch (InterruptedException e) {
      // The measurement is over.
    } catch (ExecutionException e) {
      System.err.println("the reader ended: " + e);
    }
  }

  /// How long each row took, and how late in the run its sample was acknowledged; rows that the sink
  /// has not committed are left out.
  private List<Wait> waits() throws IOException, InterruptedException {
    long began = accepted.values().stream().mapToLong(Long::longValue).min().orElseThrow();
    var rows =
        query(
            "SELECT client_id, partition, offset FROM samples WHERE startsWith(client_id, '%s-') FORMAT TSV"
                .formatted(run));
    return rows.lines()
        .map(line -> line.split("\t"))
        .flatMap(row -> {
          long at = accepted.getOrDefault(row[0], Long.MAX_VALUE);
          var stored = this.stored.get(Integer.parseInt(row[1])).higherEntry(Long.parseLong(row[2]));
          return at == Long.MAX_VALUE || stored == null
              ? Stream.empty()
              : Stream.of(new Wait(at - began, Math.max(0, stored.getValue() - at)));
        })
        .toList();
  }

  private record Wait(long since, long nanos) {}

  private void report(int rate, int seconds) throws Exception {
    var waits = waits();
    var starting = sorted(waits.stream().filter(wait -> wait.since() < STARTING));
    var later = sorted(waits.stream().filter(wait -> wait.since() >= STARTING));
    System.out.printf(
        Locale.ROOT,
        "{\"rate\": %d, \"seconds\": %d, \"accepted\": %d, \"refused\": %d, \"seen\": %d,"
            + " \"first_30_s\": %s, \"then\": %s, \"rows_an_insert\": %.1f, \"active_parts\": %d}%n",
        rate,
        seconds,
        accepted.size(),
        refused.get(),
        waits.size(),
        figures(starting),
        figures(later),
        (double) waits.size()
            / number(
                "uniqExact(stored_at, partition)",
                "samples WHERE startsWith(client_id, '%s-')".formatted(run)),
        number(
            "count()",
            "system.parts WHERE active AND database = 'viral' AND table = 'samples'"));
  }

  private static long[] sorted(Stream<Wait> waits) {
    return waits.mapToLong(Wait::nanos).sorted().toArray();
  }

  private static String figures(long[] waits) {
    if (waits.length == 0) return "null";
    return String.format(
        Locale.ROOT,
        "{\"p50_ms\": %.0f, \"p99_ms\": %.0f, \"max_ms\": %.0f}",
        waits[waits.length / 2] / 1e6,
        waits[waits.length * 99 / 100] / 1e6,
        waits[waits.length - 1] / 1e6);
  }

  private int number(String what, String from) throws IOException, InterruptedException {
    return Integer.parseInt(query("SELECT " + what + " FROM " + from + " FORMAT TSV").strip());
  }

  private String query(String sql) throws IOException, InterruptedException {
    var address = URI.create(clickhouse + "/?database=viral");
    var request =
        HttpRequest.newBuilder(address)
            .POST(HttpRequest.BodyPublishers.ofByteArray(sql.getBytes(StandardCharsets.UTF_8)))
            .build();
    var reply = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (reply.statusCode() != 200) throw new IOException(reply.body());
    return reply.body();
  }
}
