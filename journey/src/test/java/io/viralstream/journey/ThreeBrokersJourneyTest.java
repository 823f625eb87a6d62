package io.viralstream.journey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.schemas.ContentId;
import io.viralstream.schemas.Topic;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Fingerprints;
import io.viralstream.schemas.avro.Sample;
import io.viralstream.schemas.avro.SampleEvent;
import io.viralstream.schemas.avro.Turn;
import io.viralstream.schemas.bootstrap.TopicBootstrap;
import io.viralstream.schemas.bootstrap.TopicSettings;
import io.viralstream.schemas.serde.AvroSerde;
import io.viralstream.schemas.serde.LocalSchemaIds;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.streams.StreamsRole;
import io.viralstream.streams.StreamsSettings;
import io.viralstream.workers.kafka.CommittedLog;
import io.viralstream.workers.kafka.ConnectedClients;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Steps 1 and 2 on three brokers, of which one is killed: what was acknowledged goes through once.
class ThreeBrokersJourneyTest {
  private static final int BEFORE = 300;
  private static final int BEHIND = 1_500;
  private static final LocalSchemaIds SCHEMAS = new LocalSchemaIds();
  private static final TopicSerdes SERDES = new TopicSerdes(SCHEMAS);

  @TempDir private static Path data;
  private static ThreeBrokers brokers;
  private static Admin admin;
  private static ConnectedClients clients;
  private static StreamsRole streams;

  @BeforeAll
  static void start() throws Exception {
    brokers = ThreeBrokers.start(data);
    admin = Admin.create(brokers.properties());
    clients = new ConnectedClients(brokers.properties());
    new TopicBootstrap(admin, new TopicSettings(2, (short) ThreeBrokers.NODES)).run();
    StreamsSettings settings =
        StreamsSettings.defaults(brokers.bootstrap(), data.resolve("state"))
            .withReplication(ThreeBrokers.NODES);
    streams = new StreamsRole(settings, SCHEMAS, Clock.systemUTC());
    streams.start();
    Waiting.until("streams run", streams::ready);
  }

  @AfterAll
  static void stop() {
    if (streams != null) streams.close();
    if (admin != null) admin.close();
    if (brokers != null) brokers.close();
  }

  @Test
  void everyAcknowledgedSampleIsAdmittedOnceThoughABrokerIsKilled() throws Exception {
    assertSafe(topics());
    Set<String> acknowledged = sendWhileOneIsKilled();

    Waiting.until("all are admitted", () -> admitted().size() >= acknowledged.size());
    assertOnce(acknowledged, admitted());
    assertOnce(acknowledged, trained());
    assertTrue(streams.ready(), "streams " + streams.states());

    brokers.startAgain(killed);
    Waiting.until("every copy is in sync again", () -> topics().stream().allMatch(this::whole));
    assertSafe(topics());
  }

  private int killed;

  /// Kills the leader of the partition that all samples meet in, in the middle of the stream.
  private Set<String> sendWhileOneIsKilled() throws Exception {
    Map<String, Future<RecordMetadata>> sent = new HashMap<>();
    try (Producer<byte[], byte[]> producer =
        clients.producer(Map.of("acks", "all", "linger.ms", 5, "delivery.timeout.ms", 300_000))) {
      for (int number = 0; number < BEFORE + BEHIND; number++) {
        if (number == BEFORE) {
          killed = leader(Topics.TRAIN_TASKS);
          brokers.kill(killed);
        }
        Sample sample = sample(number);
        sent.put(sample.getId(), producer.send(record(sample)));
        Thread.sleep(2);
      }
      for (Future<RecordMetadata> acknowledgement : sent.values()) acknowledgement.get();
    }
    assertEquals(BEFORE + BEHIND, sent.size());
    return sent.keySet();
  }

  private static Sample sample(int number) {
    var turns = List.of(new Turn("Is number " + number + " red?", "yes"));
    String id = ContentId.sample(turns, "");
    return new Sample(id, null, turns, null, new Fingerprints(id, null), 0, null);
  }

  private static ProducerRecord<byte[], byte[]> record(Sample sample) {
    var event = new SampleEvent("scenes", 1, Instant.now(), sample, null);
    Topic<SampleEvent> topic = Topics.SAMPLES;
    return new ProducerRecord<>(
        topic.name(),
        sample.getId().getBytes(StandardCharsets.UTF_8),
        SERDES.of(topic).toBytes(topic.name(), event));
  }

  private static List<String> admitted() throws Exception {
    return committed(Topics.ADMITTED, admitted -> admitted.getSample().getId());
  }

  /// Ends of silent feeds stand among the tasks, where the test takes long.
  private static List<String> trained() throws Exception {
    return committed(
        Topics.TRAIN_TASKS, task -> task.getSample().map(Sample::getId).orElse("an end"));
  }

  private static <V extends SpecificRecord> List<String> committed(
      Topic<V> topic, Function<V, String> id) throws Exception {
    AvroSerde<V> serde = SERDES.of(topic);
    List<String> ids = new ArrayList<>();
    for (TopicPartitionInfo partition : description(topic.name()).partitions()) {
      new CommittedLog(clients)
          .read(
              new TopicPartition(topic.name(), partition.partition()),
              record -> ids.add(id.apply(serde.toRecord(record.value()))));
    }
    ids.removeIf("an end"::equals);
    return ids;
  }

  private static void assertOnce(Set<String> sent, List<String> arrived) {
    assertEquals(sent, Set.copyOf(arrived));
    assertEquals(sent.size(), arrived.size());
  }

  private static int leader(Topic<?> topic) throws Exception {
    return description(topic.name()).partitions().getFirst().leader().id();
  }

  private static TopicDescription description(String topic) throws Exception {
    return admin.describeTopics(List.of(topic)).allTopicNames().get().values().iterator().next();
  }

  /// All that there are: ours, those of Kafka Streams, and Kafka's own.
  private static Collection<TopicDescription> topics() throws Exception {
    Set<String> names = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
    return admin.describeTopics(names).allTopicNames().get().values();
  }

  private boolean whole(TopicDescription topic) {
    return topic.partitions().stream().allMatch(p -> p.isr().size() == ThreeBrokers.NODES);
  }

  private static void assertSafe(Collection<TopicDescription> topics) throws Exception {
    Set<String> names = topics.stream().map(TopicDescription::name).collect(Collectors.toSet());
    assertTrue(names.stream().anyMatch(name -> name.startsWith("viral-route-")), "" + names);
    assertTrue(names.containsAll(Set.of("__consumer_offsets", "__transaction_state")), "" + names);
    for (TopicDescription topic : topics) {
      for (TopicPartitionInfo partition : topic.partitions())
        assertEquals(ThreeBrokers.NODES, partition.replicas().size(), topic.name());
    }
    List<ConfigResource> resources =
        names.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    for (Map.Entry<ConfigResource, Config> configured :
        admin.describeConfigs(resources).all().get().entrySet())
      assertEquals(
          "2",
          configured.getValue().get("min.insync.replicas").value(),
          configured.getKey().name());
  }
}
