import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// How long it takes from an acknowledged `POST /v1/samples` to the sample's row in ClickHouse.
///
/// Arguments: the gateway's address, ClickHouse's, samples a second, seconds. Samples are sent fifty
/// requests a second, as many in each as the rate asks for. A reader looks for new rows every 10
/// milliseconds, so that what is measured is what a reader sees. Prints one JSON object.
final class FreshnessBench {
  private static final int REQUESTS_A_SECOND = 50;
  private static final long LOOK = 10_000_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI gateway;
  private final URI clickhouse;
  private final String run = Long.toString(System.currentTimeMillis(), 36);
  private final Map<String, Long> accepted = new ConcurrentHashMap<>();
  private final Map<String, Long> seen = new ConcurrentHashMap<>();
  private final AtomicInteger refused = new AtomicInteger();

  private FreshnessBench(URI gateway, URI clickhouse) {
    this.gateway = gateway;
    this.clickhouse = clickhouse;
  }

  public static void main(String[] arguments) throws Exception {
    var bench = new FreshnessBench(URI.create(arguments[0]), URI.create(arguments[1]));
    bench.measure(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
  }

  private void measure(int rate, int seconds) throws Exception {
    int each = Math.max(1, rate / REQUESTS_A_SECOND);
    int requests = seconds * rate / each;
    var reader = Thread.ofPlatform().daemon().start(this::read);
    try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
      long began = System.nanoTime();
      for (int i = 0; i < requests; i++) {
        long due = began + i * 1_000_000_000L * each / rate;
        LockSupport.parkNanos(due - System.nanoTime());
        int first = i * each;
        senders.execute(() -> send(first, each));
      }
    }
    for (int i = 0; i < 3_000 && seen.size() < accepted.size(); i++) Thread.sleep(10);
    reader.interrupt();
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

  private void read() {
    try {
      while (true) {
        long looked = System.nanoTime();
        var rows =
            query(
                "SELECT client_id FROM samples WHERE stored_at > now64(3) - 3 AND startsWith(client_id, '"
                    + run
                    + "-') FORMAT TSV");
        long now = System.nanoTime();
        rows.lines().forEach(id -> seen.putIfAbsent(id, now));
        LockSupport.parkNanos(LOOK - (System.nanoTime() - looked));
        if (Thread.interrupted()) return;
      }
    } catch (IOException | InterruptedException e) {
      System.err.println("the reader ended: " + e);
    }
  }

  private void report(int rate, int seconds) throws Exception {
    var waits = new ArrayList<Long>();
    accepted.forEach((id, at) -> {
      Long visible = seen.get(id);
      if (visible != null) waits.add(Math.max(0, visible - at));
    });
    waits.sort(null);
    JsonNode parts =
        JSON.readTree(
            query(
                "SELECT toUInt32(count()) AS n FROM system.parts WHERE active AND database = 'viral'"
                    + " AND table = 'samples' FORMAT JSONEachRow"));
    JsonNode inserts =
        JSON.readTree(
            query(
                "SELECT toUInt32(uniqExact(stored_at, partition)) AS n FROM samples WHERE"
                    + " startsWith(client_id, '"
                    + run
                    + "-') FORMAT JSONEachRow"));
    System.out.printf(
        Locale.ROOT,
        "{\"rate\": %d, \"seconds\": %d, \"accepted\": %d, \"refused\": %d, \"seen\": %d,"
            + " \"p50_ms\": %.0f, \"p99_ms\": %.0f, \"max_ms\": %.0f, \"rows_an_insert\": %.1f,"
            + " \"active_parts\": %d}%n",
        rate,
        seconds,
        accepted.size(),
        refused.get(),
        waits.size(),
        waits.get(waits.size() / 2) / 1e6,
        waits.get(waits.size() * 99 / 100) / 1e6,
        waits.getLast() / 1e6,
        (double) waits.size() / inserts.get("n").asInt(),
        parts.get("n").asInt());
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
