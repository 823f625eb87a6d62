package io.viralstream.gateway.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.viralstream.gateway.Refusals;
import io.viralstream.gateway.kafka.Transactions.Entry;
import io.viralstream.gateway.problem.Problem;
import io.viralstream.gateway.problem.ProblemKind;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.EndReason;
import io.viralstream.schemas.avro.FeedEnd;
import io.viralstream.schemas.avro.SampleEvent;
import io.viralstream.schemas.serde.LocalSchemaIds;
import io.viralstream.schemas.serde.TopicSerdes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class KafkaTransactionsTest {
  private final List<MockProducer<String, byte[]>> made = new ArrayList<>();
  private final KafkaTransactions transactions =
      new KafkaTransactions(
          this::producer,
          subject -> producer(),
          new TopicSerdes(new LocalSchemaIds()),
          Duration.ofMillis(50));

  @Test
  void writesAllEntriesInOneTransactionToTheirPartitions() {
    transactions.write(List.of(marker(0), marker(1)));
    MockProducer<String, byte[]> producer = made.getFirst();
    assertEquals(1, producer.commitCount());
    assertEquals(
        List.of(0, 1), producer.history().stream().map(record -> record.partition()).toList());
  }

  @Test
  void makesTheProducerAnewAfterAFailure() {
    transactions.write(List.of(marker(0)));
    made.getFirst().commitTransactionException = new KafkaException("fenced");
    assertThrows(KafkaException.class, () -> transactions.write(List.of(marker(0))));
    transactions.write(List.of(marker(1)));
    assertTrue(made.getFirst().closed());
    assertEquals(1, made.getLast().commitCount());
  }

  @Test
  void decidesOnlyAfterItHasFencedWhoeverHeldTheSubject() {
    transactions.exclusively(
        "seal",
        () -> {
          assertTrue(made.getFirst().transactionInitialized());
          return List.of(marker(0), marker(1));
        });
    assertEquals(1, made.getFirst().commitCount());
    assertTrue(made.getFirst().closed());
  }

  @Test
  void writesNothingWhereThereIsNothingToWrite() {
    transactions.exclusively("seal", List::of);
    assertEquals(0, made.getFirst().commitCount());
    assertTrue(made.getFirst().closed());
  }

  @Test
  void aGatewayThatWasFencedMeanwhileCommitsNothing() {
    assertThrows(
        ProducerFencedException.class,
        () ->
            transactions.exclusively(
                "seal",
                () -> {
                  made.getFirst().fenceProducer();
                  return List.of(marker(0));
                }));
    assertEquals(List.of(), made.getFirst().history());
    assertTrue(made.getFirst().closed());
  }

  @Test
  void doesNotQueueForEverBehindABrokerThatHangs() throws InterruptedException {
    var hanging = new CountDownLatch(1);
    var began = new CountDownLatch(1);
    var slow =
        new KafkaTransactions(
            () -> {
              began.countDown();
              awaitQuietly(hanging);
              return producer();
            },
            subject -> producer(),
            new TopicSerdes(new LocalSchemaIds()),
            Duration.ofMillis(50));
    Thread first = Thread.ofVirtual().start(() -> slow.write(List.of(marker(0))));
    began.await();
    Problem problem = Refusals.of(() -> slow.write(List.of(marker(1))));
    hanging.countDown();
    first.join();
    assertEquals(ProblemKind.UNAVAILABLE, problem.kind());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private MockProducer<String, byte[]> producer() {
    var producer =
        new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    made.add(producer);
    return producer;
  }

  private static Entry<SampleEvent> marker(int partition) {
    SampleEvent event =
        SampleEvent.newBuilder()
            .setFeed("f")
            .setPass(1)
            .setAt(Instant.EPOCH)
            .setEnd(new FeedEnd("e", "f", partition, 2, EndReason.CLIENT, null))
            .build();
    return new Entry<>(Topics.SAMPLES, partition, "e", event);
  }
}
