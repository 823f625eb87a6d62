package io.viralstream.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.viralstream.gateway.Gateway;
import io.viralstream.gateway.GatewaySettings;
import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.ClickHouseUrl;
import io.viralstream.schemas.BenchmarkVersion;
import io.viralstream.schemas.Topic;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Answer;
import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.Fingerprints;
import io.viralstream.schemas.avro.Purpose;
import io.viralstream.schemas.avro.Score;
import io.viralstream.schemas.serde.SchemaIds;
import io.viralstream.schemas.serde.TopicSerdes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two gateways before one real broker. Of two that seal one benchmark version at the same time,
/// each with a rule of its own, one wins, and the log holds nothing of the other. Recorded answers
/// that are sent through both, shuffled, some twice, across a kill of the streams, are counted once
/// each.
class TwoGatewaysJourneyTest {
  private static final URI NOWHERE = URI.create("http://127.0.0.1:9");
  private static final int BUSY = 503;
  private static final int BATCH = 20;
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SchemaIds SCHEMAS = StreamsChildMain.schemas();

  @TempDir private static Path data;
  private static Broker broker;
  private static ClickHouse store;
  private static final List<Gateway> gateways = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    broker = Broker.start(data);
    store = new ClickHouse(ClickHouseUrl.parse(NOWHERE.toString()));
    for (String name : List.of("one", "two")) {
      var settings = GatewaySettings.local(0, bootstrap(), NOWHERE, name);
      gateways.add(Gateway.start(settings, SCHEMAS, store, Clock.systemUTC()));
    }
  }

  private static String bootstrap() {
    return String.valueOf(broker.properties().get("bootstrap.servers"));
  }

  @AfterAll
  static void stop() {
    gateways.forEach(Gateway::close);
    store.close();
    broker.close();
  }

  @RepeatedTest(3)
  void oneOfTwoContradictingSealsHolds(RepetitionInfo repetition) throws Exception {
    String name = "race-" + repetition.getCurrentRepetition();
    String version = BenchmarkVersion.of(List.of(BenchmarkVersion.itemHash(item())));
    String items = "/v1/benchmarks/" + name + "/items?version=" + version;
    assertEquals(202, patiently(0, items, question()));

    List<Integer> statuses = sealBoth(name, version);

    assertEquals(List.of(200, 409), statuses.stream().sorted().toList());
    String key = name + "@" + version;
    assertEquals(1, count(Topics.BENCHMARKS, key));
    for (int partition = 0; partition < 2; partition++)
      assertEquals(1, count(Topics.BENCHMARK_ITEMS, key + "#seal-" + partition));
  }

  @Test
  void recordedAnswersThroughBothAreCountedOnceAcrossAKillOfTheStreams() throws Exception {
    Map<String, SyntheticPope.Line> items = registered();
    String id = opened("shuffled");
    List<String> answers = shuffledWithEveryTenthTwice(items);
    int half = answers.size() / 2;
    try (ChildJvm first = streams()) {
      send(id, answers.subList(0, half));
      Waiting.until("some are scored", () -> !scores(id).isEmpty());
      first.kill();
    }
    send(id, answers.subList(half, answers.size()));
    try (ChildJvm second = streams()) {
      Waiting.until("all are scored", () -> view(1, id).path("state").asText().equals("complete"));
      assertTrue(second.isAlive());
    }
    assertEquals(202, patiently(0, "/v1/evaluations/" + id + "/close", ""));
    assertEquals("complete", view(0, id).path("state").asText());
    assertEquals(items.size(), view(0, id).path("scored").asInt());
    assertEquals(0, view(0, id).path("conflicts").asInt());
    assertEquals(SyntheticPope.counts(), counts(scores(id), items));
  }

  @Test
  void aCloseThroughEitherStandsBehindAllThatBothHaveAcknowledged() throws Exception {
    Map<String, SyntheticPope.Line> items = registered();
    String id = opened("half");
    List<String> answers = shuffledWithEveryTenthTwice(items).subList(0, items.size() / 2);
    send(id, answers);
    assertEquals(202, patiently(1, "/v1/evaluations/" + id + "/close", ""));
    Map<Integer, List<Purpose>> byPartition = purposes(id);
    assertEquals(Set.of(0, 1), byPartition.keySet());
    for (List<Purpose> purposes : byPartition.values())
      assertEquals(List.of(purposes.size() - 1), places(purposes, Purpose.CLOSE));
    int sent = byPartition.values().stream().mapToInt(List::size).sum() - 2;
    assertEquals(answers.size(), sent);
  }

  private static List<Integer> places(List<Purpose> purposes, Purpose wanted) {
    return IntStream.range(0, purposes.size())
        .filter(place -> purposes.get(place) == wanted)
        .boxed()
        .toList();
  }

  /// Items by their ids; items go through one gateway and the seal through the other.
  private static Map<String, SyntheticPope.Line> registered() throws Exception {
    String path = "/v1/benchmarks/pope";
    String version = SyntheticPope.version();
    var items = new LinkedHashMap<String, SyntheticPope.Line>();
    for (SyntheticPope.Line line : SyntheticPope.lines()) {
      HttpResponse<String> reply = patientReply(0, path + "/items?version=" + version, line.json());
      assertEquals(202, reply.statusCode(), reply.body());
      items.put(JSON.readTree(reply.body()).at("/lines/0/id").asText(), line);
    }
    String seal =
        "{\"version\":\"%s\",\"items\":%d,\"rule\":\"pope\",\"unlisted\":true}"
            .formatted(version, items.size());
    assertEquals(200, patiently(1, path + "/seal", seal));
    return items;
  }

  /// An evaluation that both gateways know.
  private static String opened(String run) throws Exception {
    String request =
        "{\"benchmark\":\"pope@%s\",\"recorded\":{\"model\":\"LLaVA\",\"run\":\"%s\"}}"
            .formatted(SyntheticPope.version(), run);
    HttpResponse<String> reply = patientReply(1, "/v1/evaluations", request);
    assertEquals(202, reply.statusCode(), reply.body());
    String id = JSON.readTree(reply.body()).path("id").asText();
    Waiting.until("the other gateway knows it", () -> view(0, id).path("id").asText().equals(id));
    return id;
  }

  private static List<String> shuffledWithEveryTenthTwice(Map<String, SyntheticPope.Line> items) {
    var answers = new ArrayList<String>();
    items.forEach((id, line) -> {
      String answer = "{\"item\":\"%s\",\"answer\":\"%s\"}".formatted(id, line.answer());
      answers.add(answer);
      if (answers.size() % 10 == 0) answers.add(answer);
    });
    Collections.shuffle(answers, new Random(13));
    return answers;
  }

  /// Batches in turn through the one gateway and the other.
  private static void send(String id, List<String> answers) throws Exception {
    for (int from = 0; from < answers.size(); from += BATCH) {
      List<String> batch = answers.subList(from, Math.min(from + BATCH, answers.size()));
      HttpResponse<String> reply =
          patientReply(
              from / BATCH % 2,
              "/v1/evaluations/" + id + "/answers",
              "[" + String.join(",", batch) + "]");
      assertEquals(202, reply.statusCode(), reply.body());
      assertEquals(batch.size(), JSON.readTree(reply.body()).path("taken").asInt());
    }
  }

  private static ChildJvm streams() throws IOException {
    return ChildJvm.start(
        data, "streams", StreamsChildMain.class, bootstrap(), data.resolve("state").toString());
  }

  private static JsonNode view(int gateway, String id) throws Exception {
    URI address = gateways.get(gateway).address().resolve("/v1/evaluations/" + id);
    HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofMinutes(2)).build();
    return JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body());
  }

  /// The scores of the benchmark's own variant.
  private static List<Score> scores(String id) {
    return committed(Topics.SCORES).stream()
        .map(record -> new TopicSerdes(SCHEMAS).of(Topics.SCORES).toRecord(record.value()))
        .filter(score -> score.getEvaluation().equals(id))
        .filter(score -> score.getVariant().equals("pope-official"))
        .toList();
  }

  /// By split and cell; an item that is scored twice counts twice.
  private static Map<String, Long> counts(
      List<Score> scores, Map<String, SyntheticPope.Line> items) {
    return scores.stream()
        .collect(
            Collectors.groupingBy(
                score -> {
                  String split = Objects.requireNonNull(items.get(score.getItemId())).split();
                  String truth = score.getCorrect() ? "T" : "F";
                  return split + " " + truth + (score.getParsed().equals("yes") ? "P" : "N");
                },
                Collectors.counting()));
  }

  /// What each partition has of an evaluation, in its order.
  private static Map<Integer, List<Purpose>> purposes(String id) {
    var found = new TreeMap<Integer, List<Purpose>>();
    for (ConsumerRecord<String, byte[]> record : committed(Topics.ANSWERS)) {
      Answer answer = new TopicSerdes(SCHEMAS).of(Topics.ANSWERS).toRecord(record.value());
      if (answer.getEvaluation().filter(id::equals).isPresent())
        found
            .computeIfAbsent(record.partition(), partition -> new ArrayList<>())
            .add(answer.getPurpose());
    }
    return found;
  }

  private static List<Integer> sealBoth(String name, String version) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> one = threads.submit(() -> seal(0, name, version, "generic"));
      Future<Integer> two = threads.submit(() -> seal(1, name, version, "pope"));
      return List.of(one.get(5, TimeUnit.MINUTES), two.get(5, TimeUnit.MINUTES));
    }
  }

  private static int seal(int gateway, String name, String version, String rule)
      throws IOException, InterruptedException {
    String seal = "{\"version\":\"%s\",\"items\":1,\"rule\":\"%s\"}".formatted(version, rule);
    return patiently(gateway, "/v1/benchmarks/" + name + "/seal", seal);
  }

  private static int patiently(int gateway, String path, String body)
      throws IOException, InterruptedException {
    return patientReply(gateway, path, body).statusCode();
  }

  /// As a client that does what Retry-After says.
  private static HttpResponse<String> patientReply(int gateway, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> reply = post(gateway, path, body);
    for (int attempt = 0; attempt < 1_000 && reply.statusCode() == BUSY; attempt++) {
      Thread.sleep(200);
      reply = post(gateway, path, body);
    }
    return reply;
  }

  private static HttpResponse<String> post(int gateway, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(gateways.get(gateway).address().resolve(path))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofMinutes(2))
            .POST(BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  private static long count(Topic<?> topic, String key) {
    return committed(topic).stream().filter(record -> key.equals(record.key())).count();
  }

  /// The committed records of a topic, in the order of each partition.
  private static List<ConsumerRecord<String, byte[]>> committed(Topic<?> topic) {
    var config = new HashMap<String, Object>(broker.properties());
    config.putAll(Map.of("isolation.level", "read_committed", "enable.auto.commit", false));
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(topic.name(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      var found = new ArrayList<ConsumerRecord<String, byte[]>>();
      while (!ends.entrySet().stream()
          .allMatch(end -> consumer.position(end.getKey()) >= end.getValue()))
        consumer.poll(Duration.ofMillis(200)).forEach(found::add);
      return found;
    }
  }

  private static String question() {
    return "{\"question_id\":\"1\",\"category\":\"c\",\"text\":\"Is it red?\",\"label\":\"yes\"}";
  }

  private static BenchmarkItem item() {
    return BenchmarkItem.newBuilder()
        .setId("")
        .setSourceId("1")
        .setCategory("c")
        .setQuestion("Is it red?")
        .setTruth("yes")
        .setGroups(List.of())
        .setFingerprints(new Fingerprints("", null))
        .build();
  }
}
