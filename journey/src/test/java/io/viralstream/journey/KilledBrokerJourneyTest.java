package io.viralstream.journey;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.viralstream.schemas.Topics;
import io.viralstream.workers.kafka.ConnectedClients;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a broker that died knows when it is back.
class KilledBrokerJourneyTest {
  private static final List<TopicPartition> PLACES =
      List.of(
          new TopicPartition(Topics.TRAIN_STEPS.name(), 0),
          new TopicPartition(Topics.SCORES.name(), 1));

  private static final Map<String, Object> OPEN_FOR_TWO_SECONDS =
      Map.of("transactional.id", "killed-broker", "transaction.timeout.ms", 2_000);

  @TempDir private Path data;

  /// A transaction without its end would hold up the readers of committed records for ever.
  @Test
  void aTransactionThatItDiedInIsEndedOnEveryPartition() throws Exception {
    try (Broker broker = Broker.start(data)) {
      var clients = new ConnectedClients(broker.properties());
      try (Producer<byte[], byte[]> producer = clients.producer(OPEN_FOR_TWO_SECONDS)) {
        producer.initTransactions();
        producer.beginTransaction();
        for (TopicPartition place : PLACES)
          producer
              .send(new ProducerRecord<>(place.topic(), place.partition(), null, new byte[1]))
              .get();
        broker.kill();
        broker.startAgain();
        assertNotEquals(ends(clients, "read_committed"), ends(clients, "read_uncommitted"));
        Waiting.until(
            "committed records can be read to the end",
            () -> ends(clients, "read_committed").equals(ends(clients, "read_uncommitted")));
      }
    }
  }

  private static Map<TopicPartition, Long> ends(ConnectedClients clients, String isolation) {
    try (Consumer<byte[], byte[]> consumer =
        clients.consumer(Map.of("isolation.level", isolation))) {
      return consumer.endOffsets(PLACES);
    }
  }
}
