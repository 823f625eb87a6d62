package io.viralstream.gateway.deadletters;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.schemas.Resent;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.DeadLetter;
import io.viralstream.schemas.avro.Origin;
import io.viralstream.schemas.avro.Resend;
import io.viralstream.schemas.avro.Step;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class FencedResendsTest {
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(9), ZoneOffset.UTC);

  private final Map<String, Resend> log = new HashMap<>();
  private final List<MockProducer<byte[], byte[]>> made = new ArrayList<>();
  private Runnable whenTheLogIsRead = () -> {};
  private final FencedResends resends =
      new FencedResends(
          this::producer,
          ids -> {
            var known = Map.copyOf(log);
            whenTheLogIsRead.run();
            return known;
          },
          Letters.SERDES.of(Topics.RESENDS),
          CLOCK,
          Duration.ofMinutes(2));

  @Test
  void writesALetterAndItsMarkInOneTransaction() {
    Resends.Outcome outcome = resends.send(List.of(ready(Letters.end(3)))).getFirst();

    assertTrue(outcome.now());
    assertEquals(1, made.getFirst().commitCount());
    assertEquals(List.of("samples", "resends"), topics(made.getFirst()));
    assertEquals(entries().getFirst(), outcome.resend());
    assertEquals(new Origin("samples", 1, 0L), outcome.resend().getBecame());
  }

  @Test
  void writesBackToThePartitionItCameFromNamingIdAndArm() {
    DeadLetter letter = Letters.letter(Step.TRAIN, "train-tasks", new byte[] {1});
    resends.send(List.of(new ResendDecision.Ready(letter, Topics.TRAIN_TASKS, new byte[] {1})));

    ProducerRecord<byte[], byte[]> record = made.getFirst().history().getFirst();
    assertEquals(1, record.partition());
    assertArrayEquals("key".getBytes(StandardCharsets.UTF_8), record.key());
    assertArrayEquals(new byte[] {1}, record.value());
    assertEquals(
        Optional.of(new Resent("train/viral/train-tasks/1/17", Optional.of("viral"))),
        Resent.of(record.headers()));
    assertArrayEquals(new byte[] {'t', 7}, record.headers().lastHeader("trace").value());
  }

  @Test
  void writesNothingForALetterThatWasSentBefore() {
    Resend before = entry(Letters.end(3));
    log.put(before.getId(), before);

    Resends.Outcome outcome = resends.send(List.of(ready(Letters.end(3)))).getFirst();

    assertFalse(outcome.now());
    assertEquals(before, outcome.resend());
    assertEquals(List.of(), made.getFirst().history());
  }

  @Test
  void writesALetterOnceThatIsNamedTwice() {
    List<Resends.Outcome> outcomes =
        resends.send(List.of(ready(Letters.end(3)), ready(Letters.end(3))));

    assertEquals(List.of(true, false), outcomes.stream().map(Resends.Outcome::now).toList());
    assertEquals(List.of("samples", "resends"), topics(made.getFirst()));
  }

  @Test
  void findsWhatAnotherGatewaySentThatFencedThisOne() {
    Resend others = entry(Letters.end(3));
    whenTheLogIsRead =
        () -> {
          log.put(others.getId(), others);
          if (made.size() == 1) made.getFirst().fenceProducer();
        };

    Resends.Outcome outcome = resends.send(List.of(ready(Letters.end(3)))).getFirst();

    assertFalse(outcome.now());
    assertEquals(others, outcome.resend());
    assertEquals(2, made.size());
    assertEquals(List.of(), made.getFirst().history());
    assertEquals(List.of(), made.getLast().history());
  }

  @Test
  void givesUpAfterAFewFences() {
    whenTheLogIsRead = () -> made.getLast().fenceProducer();

    assertThrows(KafkaException.class, () -> resends.send(List.of(ready(Letters.end(3)))));

    assertEquals(3, made.size());
    assertTrue(made.stream().allMatch(MockProducer::closed));
  }

  @Test
  void abortsWhereTheLogFailsInTheMiddle() {
    whenTheLogIsRead = () -> made.getLast().sendException = new TimeoutException("away");

    assertThrows(TimeoutException.class, () -> resends.send(List.of(ready(Letters.end(3)))));

    assertTrue(made.getFirst().transactionAborted());
    assertEquals(List.of(), made.getFirst().history());
  }

  @Test
  void opensNoTransactionForNothing() {
    assertEquals(List.of(), resends.send(List.of()));
    assertEquals(List.of(), made);
  }

  private static ResendDecision.Ready ready(DeadLetter letter) {
    return new ResendDecision.Ready(
        letter, Topics.SAMPLES, letter.getValue().orElseThrow().array());
  }

  private static Resend entry(DeadLetter letter) {
    return new Resend(letter.getId(), new Origin("samples", 1, 40L), Instant.EPOCH);
  }

  private static List<String> topics(MockProducer<byte[], byte[]> producer) {
    return producer.history().stream().map(ProducerRecord::topic).toList();
  }

  private List<Resend> entries() {
    return made.getFirst().history().stream()
        .filter(record -> record.topic().equals("resends"))
        .map(record -> Letters.SERDES.of(Topics.RESENDS).toRecord(record.value()))
        .toList();
  }

  private MockProducer<byte[], byte[]> producer() {
    var node = new Node(0, "localhost", 0);
    Node[] nodes = {node};
    List<PartitionInfo> partitions =
        List.of("samples", "train-tasks", "resends").stream()
            .flatMap(topic ->
                List.of(0, 1).stream()
                    .map(number -> new PartitionInfo(topic, number, node, nodes, nodes)))
            .toList();
    var cluster = new Cluster("c", List.of(node), partitions, Set.of(), Set.of());
    var producer =
        new MockProducer<>(
            cluster, true, null, new ByteArraySerializer(), new ByteArraySerializer());
    made.add(producer);
    return producer;
  }
}
