package io.viralstream.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.viralstream.gateway.Gateway;
import io.viralstream.gateway.GatewaySettings;
import io.viralstream.metrics.ClickHouse;
import io.viralstream.metrics.ClickHouseUrl;
import io.viralstream.schemas.BenchmarkVersion;
import io.viralstream.schemas.Topic;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.BenchmarkItem;
import io.viralstream.schemas.avro.Fingerprints;
import io.viralstream.schemas.serde.LocalSchemaIds;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/// Two gateways before one real broker seal one benchmark version at the same time, each with a
/// rule of its own: one of them wins, and the log holds nothing of the other.
class SealRaceJourneyTest {
  private static final URI NOWHERE = URI.create("http://127.0.0.1:9");
  private static final int BUSY = 503;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir private static Path data;
  private static Broker broker;
  private static ClickHouse store;
  private static final List<Gateway> gateways = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    broker = Broker.start(data);
    store = new ClickHouse(ClickHouseUrl.parse(NOWHERE.toString()));
    var schemas = new LocalSchemaIds();
    for (String name : List.of("one", "two")) {
      var bootstrap = String.valueOf(broker.properties().get("bootstrap.servers"));
      var settings = GatewaySettings.local(0, bootstrap, NOWHERE, name);
      gateways.add(Gateway.start(settings, schemas, store, Clock.systemUTC()));
    }
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

  /// As a client that does what Retry-After says.
  private static int patiently(int gateway, String path, String body)
      throws IOException, InterruptedException {
    int status = post(gateway, path, body);
    for (int attempt = 0; attempt < 1_000 && status == BUSY; attempt++) {
      Thread.sleep(200);
      status = post(gateway, path, body);
    }
    return status;
  }

  private static int post(int gateway, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(gateways.get(gateway).address().resolve(path))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofMinutes(2))
            .POST(BodyPublishers.ofString(body))
            .build();
    return HTTP.send(request, BodyHandlers.discarding()).statusCode();
  }

  /// Committed records of a key.
  private static long count(Topic<?> topic, String key) {
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
      long found = 0;
      while (!ends.entrySet().stream()
          .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200)))
          if (key.equals(record.key())) found++;
      }
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
        .setFingerprints(new Fingerprints("", null))
        .build();
  }
}
