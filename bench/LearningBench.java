import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/// How long it takes from an acknowledged `POST /v1/samples` to an answer by a version that was
/// trained on the sample.
///
/// Arguments: the gateway's address, ClickHouse's, the arm, samples a second, seconds. Each sample
/// is a request of its own, with one turn about a picture that no other has. A question is asked
/// every second, without naming a version. Sending goes on for a while after the samples that
/// count, as a step falls by samples and not by the clock; the first 30 seconds, in which the JVMs
/// compile, are told apart. Prints one JSON object.
final class LearningBench {
  private static final Duration SETTLING = Duration.ofSeconds(60);
  private static final Duration STARTING = Duration.ofSeconds(30);
  private static final Duration STORING = Duration.ofSeconds(5);
  private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(1);
  private static final List<Color> COLOURS =
      List.of(Color.RED, Color.GREEN, Color.BLUE, Color.YELLOW);
  private static final List<String> WORDS = List.of("red", "green", "blue", "yellow");

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI gateway;
  private final URI clickhouse;
  private final String feed = "bench-" + Long.toString(System.currentTimeMillis(), 36);

  /// When each sample was acknowledged, by its id; milliseconds since the epoch, as in the rows.
  private final Map<String, Long> accepted = new ConcurrentHashMap<>();

  /// When each answer was there, and the step of the version that gave it.
  private final Map<Long, Long> answers = new ConcurrentSkipListMap<>();

  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger unasked = new AtomicInteger();

  private LearningBench(URI gateway, URI clickhouse) {
    this.gateway = gateway;
    this.clickhouse = clickhouse;
  }

  public static void main(String[] arguments) throws Exception {
    System.setProperty("java.awt.headless", "true");
    var bench = new LearningBench(URI.create(arguments[0]), URI.create(arguments[1]));
    int rate = Integer.parseInt(arguments[3]);
    bench.measure(arguments[2], rate, Duration.ofSeconds(Integer.parseInt(arguments[4])));
  }

  private void measure(String arm, int rate, Duration counting) throws Exception {
    long began = System.currentTimeMillis();
    long end = began + counting.plus(SETTLING).toMillis();
    var asker = Thread.ofPlatform().daemon().start(() -> askUntil(end));
    try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
      long start = System.nanoTime();
      for (int i = 0; System.currentTimeMillis() < end; i++) {
        LockSupport.parkNanos(start + i * 1_000_000_000L / rate - System.nanoTime());
        int number = i;
        senders.execute(() -> send(number));
      }
    }
    asker.join();
    Thread.sleep(STORING);
    report(arm, rate, began, counting);
  }

  private void send(int number) {
    Scene scene = Scene.draw(number);
    ObjectNode sample = json.createObjectNode().put("image", scene.picture());
    var turns = sample.putArray("conversations");
    turns.addObject().put("from", "human").put("value", "What colour is the object?");
    turns.addObject().put("from", "gpt").put("value", scene.colour());
    try {
      JsonNode reply = post("/v1/samples?feed=" + feed, sample);
      accepted.put(reply.at("/lines/0/id").asText(), System.currentTimeMillis());
    } catch (IOException | InterruptedException e) {
      refused.incrementAndGet();
    }
  }

  private void askUntil(long end) {
    ObjectNode question = json.createObjectNode().put("image", Scene.draw(-1).picture());
    question.put("question", "What colour is the object?").put("maxTokens", 4);
    while (System.currentTimeMillis() < end) {
      long began = System.nanoTime();
      try {
        String version = post("/v1/ask", question).get("model").asText();
        answers.put(System.currentTimeMillis(), Long.parseLong(version.split("-")[1]));
      } catch (IOException | InterruptedException e) {
        unasked.incrementAndGet();
      }
      LockSupport.parkNanos(BETWEEN_QUESTIONS.toNanos() - (System.nanoTime() - began));
    }
  }

  private JsonNode post(String path, ObjectNode body) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(gateway.resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build();
    var reply = http.send(request, BodyHandlers.ofString());
    if (reply.statusCode() / 100 != 2) throw new IOException(reply.body());
    return json.readTree(reply.body());
  }

  /// One sample: when it was accepted, its step made, its version out, the first answer there.
  private record Way(long accepted, long learnt, long published, long answered) {}

  private void report(String arm, int rate, long began, Duration counting) throws Exception {
    long starting = began + STARTING.toMillis();
    long counted = began + counting.toMillis();
    List<Way> ways = ways();
    long sent = accepted.values().stream().filter(at -> at < counted).count();
    ObjectNode found = json.createObjectNode().put("arm", arm).put("rate", rate);
    found.put("seconds", counting.toSeconds()).put("sent", sent).put("refused", refused.get());
    found.put("answered", ways.stream().filter(way -> way.accepted() < counted).count());
    found.put("questions", answers.size()).put("questions_failed", unasked.get());
    figures(found, "first_30_s", ways.stream().filter(way -> way.accepted() < starting));
    figures(
        found,
        "then",
        ways.stream().filter(way -> way.accepted() >= starting && way.accepted() < counted));
    found.set("rows", json.readTree(get("/v1/status")).get("learning"));
    found.put("step_ms", number(query("SELECT avg(millis) FROM train_steps")));
    found.put("load_average", number(Files.readString(Path.of("/proc/loadavg")).split(" ")[1]));
    System.out.println(found);
  }

  private List<Way> ways() throws IOException, InterruptedException {
    var published = new ConcurrentSkipListMap<Long, Long>();
    for (String[] row : rows("SELECT step, toUnixTimestamp64Milli(at) FROM checkpoints"))
      published.put(Long.parseLong(row[0]), Long.parseLong(row[1]));
    var ways = new ArrayList<Way>();
    for (String[] row :
        rows("SELECT sample_id, step, toUnixTimestamp64Milli(at) FROM train_samples")) {
      Long at = accepted.get(row[0]);
      long step = Long.parseLong(row[1]);
      var version = published.ceilingEntry(step);
      var answer = answers.entrySet().stream().filter(one -> one.getValue() >= step).findFirst();
      if (at == null || version == null || answer.isEmpty()) continue;
      ways.add(
          new Way(at, Long.parseLong(row[2]), version.getValue(), answer.get().getKey()));
    }
    return ways;
  }

  private static void figures(ObjectNode found, String name, Stream<Way> some) {
    List<Way> ways = some.toList();
    if (ways.isEmpty()) return;
    ObjectNode to = found.putObject(name);
    spread(to, "answered_s", ways.stream().mapToLong(way -> way.answered() - way.accepted()));
    spread(to, "accepted_to_step_s", ways.stream().mapToLong(way -> way.learnt() - way.accepted()));
    spread(to, "step_to_version_s", ways.stream().mapToLong(way -> way.published() - way.learnt()));
    spread(
        to,
        "version_to_answer_s",
        ways.stream().mapToLong(way -> way.answered() - way.published()));
  }

  private static void spread(ObjectNode to, String name, LongStream millis) {
    long[] sorted = millis.sorted().toArray();
    to.putObject(name)
        .put("p50", sorted[sorted.length / 2] / 1e3)
        .put("p95", sorted[sorted.length * 95 / 100] / 1e3)
        .put("max", sorted[sorted.length - 1] / 1e3);
  }

  private List<String[]> rows(String sql) throws IOException, InterruptedException {
    return query(sql + " FORMAT TSV").lines().map(line -> line.split("\t")).toList();
  }

  private String query(String sql) throws IOException, InterruptedException {
    var address = URI.create(clickhouse + "/?database=viral");
    var request = HttpRequest.newBuilder(address).POST(BodyPublishers.ofString(sql)).build();
    var reply = http.send(request, BodyHandlers.ofString());
    if (reply.statusCode() != 200) throw new IOException(reply.body());
    return reply.body();
  }

  private static double number(String text) {
    return Double.parseDouble(text.strip());
  }

  private String get(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(gateway.resolve(path)).build();
    return http.send(request, BodyHandlers.ofString()).body();
  }

  /// A square of one colour somewhere on grey, as a data URL.
  private record Scene(String picture, String colour) {
    private static final int SIDE = 112;

    static Scene draw(int number) {
      var random = new Random(number);
      int colour = random.nextInt(COLOURS.size());
      var image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
      Graphics2D pen = image.createGraphics();
      pen.setColor(new Color(90 + random.nextInt(60), 90 + random.nextInt(60), 120));
      pen.fillRect(0, 0, SIDE, SIDE);
      pen.setColor(COLOURS.get(colour));
      int side = 20 + random.nextInt(30);
      pen.fillRect(random.nextInt(SIDE - side), random.nextInt(SIDE - side), side, side);
      pen.dispose();
      return new Scene("data:image/png;base64," + encoded(image), WORDS.get(colour));
    }

    private static String encoded(BufferedImage image) {
      var bytes = new ByteArrayOutputStream();
      try {
        ImageIO.write(image, "png", bytes);
      } catch (IOException impossible) {
        throw new IllegalStateException(
            String.format(Locale.ROOT, "a picture of %d bytes", bytes.size()), impossible);
      }
      return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
  }
}
