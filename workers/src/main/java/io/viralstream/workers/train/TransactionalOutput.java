package io.viralstream.workers.train;

import io.viralstream.schemas.Topic;
import io.viralstream.schemas.Topics;
import io.viralstream.schemas.avro.Checkpoint;
import io.viralstream.schemas.avro.DeadLetter;
import io.viralstream.schemas.avro.TrainStep;
import io.viralstream.schemas.serde.TopicSerdes;
import io.viralstream.workers.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Everything an arm says of a stretch of the log, in one Kafka transaction or not at all.
///
/// Opening it fences every earlier owner of the arm. A failed send surfaces at commit; what failed
/// is thrown and the output must be closed, after which its successor aborts what was left open.
final class TransactionalOutput implements AutoCloseable {
  private static final int LARGEST_REQUEST = 11 << 20;

  private final Producer<byte[], byte[]> producer;
  private final TopicSerdes serdes;

  TransactionalOutput(KafkaClients clients, TopicSerdes serdes, String arm) {
    this.serdes = serdes;
    this.producer = clients.producer(settings(arm));
    producer.initTransactions();
  }

  private static Map<String, Object> settings(String arm) {
    return Map.of(
        "transactional.id",
        "train-" + arm,
        "transaction.timeout.ms",
        30_000,
        "acks",
        "all",
        "max.request.size",
        LARGEST_REQUEST);
  }

  void publish(List<TrainStep> steps, Iterable<DeadLetter> deadLetters, Checkpoint checkpoint) {
    producer.beginTransaction();
    for (TrainStep step : steps) send(Topics.TRAIN_STEPS, step.getArm(), step);
    for (DeadLetter letter : deadLetters) send(Topics.DEAD_LETTERS, letter.getId(), letter);
    send(Topics.CHECKPOINTS, checkpoint.getModelVersion(), checkpoint);
    producer.commitTransaction();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // commitTransaction waits for it and throws for it
  private <V extends SpecificRecord> void send(Topic<V> topic, String key, V value) {
    byte[] bytes = serdes.of(topic).toBytes(topic.name(), value);
    producer.send(new ProducerRecord<>(topic.name(), key.getBytes(StandardCharsets.UTF_8), bytes));
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }
}
