package io.viralstream.journey.kills;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.benchmark.BenchmarkUpload;
import io.viralstream.cli.benchmark.BenchmarkUpload.Registration;
import io.viralstream.cli.benchmark.QuestionFile.Contents;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.client.Pause;
import io.viralstream.cli.console.Console;
import io.viralstream.cli.feed.ImageFolder;
import io.viralstream.images.Picture;
import io.viralstream.images.PngWriter;
import io.viralstream.journey.guarantees.SentEvents;
import io.viralstream.scenes.SceneFolder;
import io.viralstream.scenes.SceneSource;
import io.viralstream.scoring.BenchmarkRule;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Events of all kinds, sent to several gateways for as long as it is wanted, and noted when they
/// are acknowledged.
final class Load implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Load.class);
  private static final String LINES = "application/x-ndjson";
  private static final String JSON = "application/json";
  private static final int PICTURES = 40;
  static final String FEED = "kills";

  private final FailoverClient client;
  private final SentEvents sent;
  private final Console console;
  private final Path folder;
  private final Pace pace;
  private final List<String> pictures = pictures();
  private final AtomicInteger samples = new AtomicInteger();
  private final AtomicInteger asks = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private volatile boolean ending;

  /// How much is sent.
  ///
  /// @param samples a second
  /// @param asks a second
  /// @param scenes of each benchmark
  record Pace(int samples, int asks, int scenes) {}

  Load(FailoverClient client, SentEvents sent, Console console, Path folder, Pace pace) {
    this.client = client;
    this.sent = sent;
    this.console = console;
    this.folder = folder;
    this.pace = pace;
  }

  void start() {
    run("samples", this::samples);
    run("asks", this::ask);
  }

  private interface Work {
    void once() throws Exception;
  }

  private void run(String name, Work work) {
    threads.add(
        Thread.ofPlatform()
            .name(name)
            .start(() -> {
              try {
                while (!ending) work.once();
              } catch (Exception e) {
                fail(name + ": " + e);
              }
            }));
  }

  private synchronized void fail(String failure) {
    LOG.error("load failed reason=\"{}\"", failure);
    failures.add(failure);
  }

  /// What could not be sent for good, which should be nothing.
  synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  private void samples() throws Exception {
    int count = Math.max(1, pace.samples() / 2);
    var lines = new StringBuilder();
    for (int i = 0; i < count; i++) lines.append(sample(samples.incrementAndGet())).append('\n');
    JsonNode reply = client.post("/v1/samples?feed=" + FEED + "&pass=1", LINES, lines.toString());
    for (JsonNode line : reply.path("lines"))
      if (line.hasNonNull("id")) sent.sample(line.path("id").asText(), FEED, 1);
    Thread.sleep(500);
  }

  private ObjectNode sample(int number) {
    ObjectNode sample = JsonNodeFactory.instance.objectNode();
    sample.put("id", "sample-" + number).put("image", picture(number));
    ArrayNode turns = sample.putArray("conversations");
    turns.addObject().put("from", "human").put("value", "<image>\nIs it number " + number + "?");
    turns.addObject().put("from", "gpt").put("value", number % 2 == 0 ? "yes" : "no");
    return sample;
  }

  private void ask() throws Exception {
    ObjectNode question = JsonNodeFactory.instance.objectNode();
    int number = asks.incrementAndGet();
    question.put("image", picture(number)).put("question", "Is it number " + number + "?");
    question.put("model", "viral").put("maxTokens", 4);
    sent.ask(client.post("/v1/ask", JSON, question.toString()).path("id").asText());
    Thread.sleep(1000 / pace.asks());
  }

  /// Registers a benchmark of its own; who comes first with it may die half way.
  Contents register(int number, int scenes) throws Exception {
    Path questions = folder.resolve("questions-" + number);
    new SceneFolder(questions).writeItems(SceneSource.streamHeldOut(1_000 + number).first(scenes));
    String name = "kills-" + number;
    for (int attempt = number; ; attempt++) {
      try {
        Contents contents = upload(questions, name, attempt);
        sent.benchmark(name + "@" + contents.version(), contents.items());
        return contents;
      } catch (Gateway.Unreachable | Gateway.Refused e) {
        if (e instanceof Gateway.Refused refused && refused.problem().status() / 100 == 4) throw e;
        Thread.sleep(200);
      }
    }
  }

  private Contents upload(Path questions, String name, int attempt)
      throws IOException, InterruptedException {
    List<URI> gateways = client.gateways();
    var gateway = new Gateway(gateways.get(attempt % gateways.size()), Pause.real());
    return new BenchmarkUpload(gateway, Pause.real(), console)
        .register(
            questions.resolve(SceneFolder.ITEMS),
            new ImageFolder(questions),
            new Registration(name, false, BenchmarkRule.GENERIC));
  }

  /// Asks the newest version of an arm every item of a benchmark.
  String evaluate(int benchmark, int items, String arm) throws InterruptedException {
    ObjectNode request =
        JsonNodeFactory.instance
            .objectNode()
            .put("benchmark", "kills-" + benchmark)
            .put("arm", arm);
    String id = client.post("/v1/evaluations", JSON, request.toString()).path("id").asText();
    sent.evaluation(id, items);
    return id;
  }

  JsonNode end() throws InterruptedException {
    return client.post("/v1/feeds/" + FEED + "/end", JSON, "");
  }

  private String picture(int number) {
    return pictures.get(number % PICTURES);
  }

  private static List<String> pictures() {
    List<String> urls = new ArrayList<>();
    for (int seed = 0; seed < PICTURES; seed++) {
      byte[] rgb = new byte[9 * 12 * 3];
      new Random(seed).nextBytes(rgb);
      byte[] file = PngWriter.write(new Picture(9, 12, rgb));
      urls.add("data:image/png;base64," + Base64.getEncoder().encodeToString(file));
    }
    return List.copyOf(urls);
  }

  /// Stops sending and waits for what is on its way.
  @Override
  public void close() throws InterruptedException {
    ending = true;
    for (Thread thread : threads) thread.join();
  }
}
