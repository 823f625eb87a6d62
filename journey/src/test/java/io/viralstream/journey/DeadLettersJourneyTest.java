package io.viralstream.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.viralstream.cli.client.EvaluationRequest;
import io.viralstream.cli.client.EvaluationState;
import io.viralstream.cli.client.FeedEndReceipt;
import io.viralstream.cli.client.Gateway;
import io.viralstream.cli.client.Pause;
import io.viralstream.cli.command.ExitCode;
import io.viralstream.cli.role.ArmText;
import io.viralstream.cli.role.Role;
import io.viralstream.cli.role.RunningGateway;
import io.viralstream.cli.settings.Environment;
import io.viralstream.cli.stack.DataFolder;
import io.viralstream.cli.stack.Installation;
import io.viralstream.cli.stack.LocalStack;
import io.viralstream.cli.stack.StackPlan;
import io.viralstream.gateway.kafka.Clients;
import io.viralstream.images.Picture;
import io.viralstream.images.PngWriter;
import io.viralstream.schemas.ContentId;
import io.viralstream.schemas.Topic;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Benchmark;
import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.BenchmarkItemEvent;
import io.viralstream.schemas.avro.BenchmarkSeal;
import io.viralstream.schemas.avro.Fingerprints;
import io.viralstream.schemas.avro.ImageRef;
import io.viralstream.schemas.avro.Origin;
import io.viralstream.schemas.avro.Resend;
import io.viralstream.schemas.avro.Sample;
import io.viralstream.schemas.avro.SampleEvent;
import io.viralstream.schemas.avro.ScoringRule;
import io.viralstream.schemas.avro.Turn;
import io.viralstream.schemas.serde.SchemaRegistry;
import io.viralstream.schemas.serde.TopicSerdes;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Records that fail on the real stack are listed, shown, mended and sent again; the rows tell that
/// each was taken once.
class DeadLettersJourneyTest {
  private static final String NOWHERE = "kafka:images/0/999999";
  private static final String QUESTION = "Is there a red circle?";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir static Path folder;
  private static LocalStack stack;
  private static RunningGateway second;
  private static Gateway gateway;
  private static KafkaProducer<String, byte[]> producer;
  private static TopicSerdes serdes;
  private static final List<Producer<byte[], byte[]>> left = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    var installation =
        new Installation(
            Stack.java(folder),
            Path.of("..").resolve("embedded/target/registry").toAbsolutePath().normalize(),
            Stack.library());
    var arms = List.of(ArmText.parse("viral,every=2"), ArmText.parse("baseline,every=2"));
    var data = DataFolder.at(folder.resolve("data"));
    var plan = new StackPlan(data, Optional.of(0), Optional.empty(), arms);
    stack = LocalStack.start(plan, installation, Environment.of(Map.of("VIRAL_PARTITIONS", "2")));
    second =
        RunningGateway.start(stack.cluster(), Environment.of(Map.of("VIRAL_GATEWAY_PORT", "0")));
    gateway = new Gateway(stack.endpoints().gateway(), Pause.real());
    serdes = new TopicSerdes(new SchemaRegistry(stack.cluster().registry()));
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", stack.endpoints().kafka(), "acks", "all"),
            new StringSerializer(),
            new ByteArraySerializer());
    Waiting.until("the second gateway is ready", () -> second.state() instanceof Role.State.Ready);
  }

  @AfterAll
  static void stop() {
    left.forEach(dead -> dead.close(Duration.ZERO));
    if (producer != null) producer.close();
    if (second != null) second.close();
    if (stack != null) stack.close();
  }

  @Test
  void aSampleWhosePictureWasLostIsTrainedOnceByTheArmItIsSentAgainFor() throws Exception {
    byte[] picture = picture(1);
    Sample sample = sample(picture);
    send(Topics.SAMPLES, sample.getId(), event("lost", sample));
    cover("lost");
    awaitRows("SELECT uniqExact(id) FROM dead_letters WHERE step = 'TRAIN'", 2);

    JsonNode listed = shell("dead-letters", "--step", "train", "--json").json();
    assertEquals(2, listed.at("/counts/0/letters").asInt(), listed.toString());
    assertEquals(
        "image: kafka:images/#/# (#) is not there", listed.at("/counts/0/reason").asText());
    String letter =
        shell("dead-letters", "--arm", "viral", "--json").json().at("/letters/0/id").asText();
    CommandRun shown = shell("dead-letters", "show", letter);
    assertTrue(shown.out().contains(sample.getId()), shown.out());
    assertTrue(shown.out().contains("refused as image-gone"), shown.out());
    assertEquals(ExitCode.FAILED, shell("dead-letters", "resend", letter).code());

    for (URI address : gateways()) assertEquals(sample.getId(), postSample(address, picture));
    assertEquals(1, sentByHowManyAtOnce(letter));
    cover("again");

    awaitRows("SELECT count() FROM resends WHERE id = '" + letter + "'", 1);
    String trained = "SELECT count() FROM train_samples WHERE sample_id = '" + sample.getId() + "'";
    awaitRows(trained + " AND arm = 'viral'", 1);
    awaitRows(trained + " AND arm = 'baseline'", 0);

    CommandRun all = shell("dead-letters", "resend", "--step", "train", "--yes", "--json");
    assertEquals(1, all.json().path("sent").asInt(), all.out());
    cover("once-more");
    awaitRows(trained + " AND arm = 'baseline'", 1);
    awaitRows(trained, 2);
    awaitRows("SELECT count() FROM samples WHERE id = '" + sample.getId() + "'", 1);
    awaitRows("SELECT uniqExact(id) FROM dead_letters WHERE step = 'TRAIN'", 2);
  }

  @Test
  void anItemWhosePictureWasLostIsScoredOnceItsQuestionIsSentAgain() throws Exception {
    byte[] picture = picture(2);
    String item = register(picture);
    EvaluationState evaluation =
        gateway.evaluate(new EvaluationRequest("lost", Optional.empty(), Optional.of("viral")));
    Waiting.until("the item failed", () -> gateway.evaluation(evaluation.id()).failed() == 1);
    String letters = "SELECT count() FROM dead_letters WHERE step = 'INFER'";
    awaitRows(letters, 1);

    for (URI address : gateways()) postSample(address, picture);
    String id = newest("infer");
    assertEquals(1, sentByHowManyAtOnce(id));

    Waiting.until("the item is scored", () -> gateway.evaluation(evaluation.id()).flawless());
    awaitRows("SELECT count() FROM scores WHERE item_id = '" + item + "'", 1);
    awaitRows(letters, 1);
  }

  @Test
  void bytesThatAreNoSampleAreShownAndRefusedAsLongAsTheyAreNone() throws Exception {
    producer.send(new ProducerRecord<>("samples", 0, "junk", new byte[] {1, 27, 3})).get();
    awaitRows("SELECT count() FROM dead_letters WHERE category = 'UNDECODABLE'", 1);

    JsonNode id = shell("dead-letters", "--category", "undecodable", "--json").json();
    CommandRun shown = shell("dead-letters", "show", id.at("/letters/0/id").asText());
    assertTrue(shown.out().contains("begins with 011b03"), shown.out());

    CommandRun refused =
        shell("dead-letters", "resend", "--category", "undecodable", "--yes", "--json");
    assertEquals(ExitCode.FAILED, refused.code());
    assertEquals("still-undecodable", refused.json().at("/letters/0/why").asText());
    awaitRows("SELECT count() FROM dead_letters WHERE category = 'UNDECODABLE'", 1);
  }

  @Test
  void aGatewayThatDiesInTheMiddleLeavesNothingAndWhatFailsAgainNamesTheLetterBefore()
      throws Exception {
    send(Topics.ANSWERS, "nobody", Records.answerToNobody());
    String failed = "SELECT uniqExact(id) FROM dead_letters WHERE step = 'SCORE'";
    awaitRows(failed, 1);
    String first = newest("score");
    leaveHalfSent(first);

    CommandRun sent = shell("dead-letters", "resend", first, "--json");

    assertEquals(1, sent.json().path("sent").asInt(), sent.out());
    awaitRows(failed, 2);
    awaitRows("SELECT count() FROM resends WHERE id = '" + first + "'", 1);
    JsonNode again = shell("dead-letters", "show", newest("score"), "--json").json();
    assertEquals(first, again.path("before").asText(), again.toString());
    assertEquals(sent.json().at("/letters/0/became/offset"), again.at("/letter/origin/offset"));
  }

  private static String newest(String step) throws Exception {
    return shell("dead-letters", "--step", step, "--json").json().at("/letters/0/id").asText();
  }

  /// What a gateway leaves that is killed between its last write and its commit.
  private static void leaveHalfSent(String id) throws Exception {
    Producer<byte[], byte[]> dying =
        new Clients(stack.endpoints().kafka(), "dying", Duration.ofSeconds(10)).resendingProducer();
    dying.initTransactions();
    dying.beginTransaction();
    byte[] answer = serdes.of(Topics.ANSWERS).toBytes("answers", Records.answerToNobody());
    dying.send(new ProducerRecord<>("answers", 0, id.getBytes(UTF_8), answer)).get();
    var mark = new Resend(id, new Origin("answers", 0, 0L), Instant.now());
    byte[] bytes = serdes.of(Topics.RESENDS).toBytes("resends", mark);
    dying.send(new ProducerRecord<>("resends", 0, id.getBytes(UTF_8), bytes)).get();
    left.add(dying);
  }

  /// Four requests to each of two gateways, all at once; each must be told what became of it.
  private static long sentByHowManyAtOnce(String id) throws Exception {
    String path = "/v1/dead-letters/" + URLEncoder.encode(id, UTF_8) + "/resend";
    var requests = new ArrayList<Callable<JsonNode>>();
    for (URI address : gateways())
      for (int i = 0; i < 4; i++) requests.add(() -> patiently(address.resolve(path)));
    long sent = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<JsonNode> reply : threads.invokeAll(requests)) {
        String state = reply.get().path("state").asText();
        assertTrue(List.of("sent", "already-sent").contains(state), reply.get().toString());
        if (state.equals("sent")) sent++;
      }
    }
    return sent;
  }

  /// A gateway that was fenced too often says 503: ask again, as the command line does.
  private static JsonNode patiently(URI address) throws Exception {
    for (int attempt = 0; attempt < 1_000; attempt++) {
      JsonNode reply = post(address, "");
      if (reply.path("status").asInt() != 503) return reply;
      Thread.sleep(200);
    }
    throw new AssertionError(address + " stays unavailable");
  }

  private static void cover(String feed) throws Exception {
    FeedEndReceipt end = gateway.end(feed);
    Waiting.until("both arms cover " + feed, () -> gateway.ending(end).complete());
  }

  /// A benchmark of one item whose picture is nowhere, as a gateway would have sealed it.
  private static String register(byte[] picture) throws Exception {
    String version = ContentId.of(picture);
    ImageRef image = lost(picture);
    String id = ContentId.item("lost", version, "existence", "1", image.getSha256(), QUESTION);
    BenchmarkItem item =
        BenchmarkItem.newBuilder()
            .setId(id)
            .setSourceId("1")
            .setCategory("existence")
            .setQuestion(QUESTION)
            .setTruth("yes")
            .setImage(image)
            .setFingerprints(new Fingerprints("", null))
            .build();
    RecordMetadata at =
        send(Topics.BENCHMARK_ITEMS, id, new BenchmarkItemEvent("lost", version, item, null));
    for (int partition = 0; partition < 2; partition++) {
      int items = partition == at.partition() ? 1 : 0;
      var seal =
          new BenchmarkItemEvent("lost", version, null, new BenchmarkSeal(partition, 2, items));
      byte[] bytes = serdes.of(Topics.BENCHMARK_ITEMS).toBytes("benchmark-items", seal);
      String key = "lost@" + version + "/seal/" + partition;
      producer.send(new ProducerRecord<>("benchmark-items", partition, key, bytes)).get();
    }
    var benchmark =
        new Benchmark(
            "lost",
            version,
            1,
            false,
            ScoringRule.GENERIC,
            List.of("existence"),
            Instant.now(),
            false,
            null);
    send(Topics.BENCHMARKS, "lost@" + version, benchmark);
    Waiting.until("the benchmark is known", () -> get("/v1/benchmarks").contains(version));
    return id;
  }

  private static Sample sample(byte[] picture) {
    var turns = List.of(new Turn(QUESTION, "yes"));
    ImageRef image = lost(picture);
    return Sample.newBuilder()
        .setId(ContentId.sample(turns, image.getSha256()))
        .setTurns(turns)
        .setImage(image)
        .setFingerprints(new Fingerprints("", null))
        .build();
  }

  private static SampleEvent event(String feed, Sample sample) {
    return new SampleEvent(feed, 1, Instant.now(), sample, null);
  }

  private static ImageRef lost(byte[] picture) {
    return new ImageRef(ContentId.of(picture), NOWHERE, picture.length);
  }

  private static byte[] picture(int seed) {
    byte[] rgb = new byte[24 * 24 * 3];
    new Random(seed).nextBytes(rgb);
    return PngWriter.write(new Picture(24, 24, rgb));
  }

  /// The same sample with its picture; its id.
  private static String postSample(URI address, byte[] picture) throws Exception {
    ObjectNode document = JSON.createObjectNode();
    document.put("image", "data:image/png;base64," + Base64.getEncoder().encodeToString(picture));
    ArrayNode conversation = document.putArray("conversations");
    conversation.addObject().put("from", "human").put("value", "<image>\n" + QUESTION);
    conversation.addObject().put("from", "gpt").put("value", "yes");
    return post(address.resolve("/v1/samples?feed=again"), document.toString())
        .at("/lines/0/id")
        .asText();
  }

  private static List<URI> gateways() {
    return List.of(stack.endpoints().gateway(), second.address());
  }

  private static CommandRun shell(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--gateway", stack.endpoints().gateway().toString()));
    return CommandRun.run(all.toArray(String[]::new));
  }

  private static <V extends SpecificRecord> RecordMetadata send(
      Topic<V> topic, String key, V record) throws Exception {
    byte[] bytes = serdes.of(topic).toBytes(topic.name(), record);
    return producer.send(new ProducerRecord<>(topic.name(), key, bytes)).get();
  }

  private static String get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(stack.endpoints().gateway().resolve(path)).build();
    return HTTP.send(request, BodyHandlers.ofString()).body();
  }

  private static JsonNode post(URI address, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
  }

  private static void awaitRows(String sql, long expected) throws Exception {
    Waiting.until(sql + " is " + expected, () -> select(sql).equals(Long.toString(expected)));
  }

  private static String select(String sql) throws Exception {
    var uri = URI.create(stack.endpoints().clickhouse() + "/?database=viral");
    HttpRequest request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(sql)).build();
    HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
    assertEquals(200, response.statusCode(), response.body());
    return response.body().strip();
  }
}
