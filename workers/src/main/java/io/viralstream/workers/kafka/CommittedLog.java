package io.viralstream.workers.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/// Reads everything committed in one partition up to the end it had when reading began.
///
/// The end is that of all records, not of the committed ones: behind another producer's open
/// transaction committed records of our own may lie, which a reader sees only once that one is
/// over. So the reader waits for it, at most as long as a transaction may take.
public final class CommittedLog {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Map<String, Object> PLAIN =
      Map.of("enable.auto.commit", false, "auto.offset.reset", "earliest");

  private final KafkaClients clients;

  public CommittedLog(KafkaClients clients) {
    this.clients = clients;
  }

  /// What is done with each record, in log order.
  public interface Reading {
    void record(ConsumerRecord<byte[], byte[]> record);
  }

  /// Reads from the beginning and returns the offset behind the last record.
  ///
  /// @throws TimeoutException where for longer than any transaction may take nothing can be read
  public long read(TopicPartition partition, Reading reading) {
    long end = end(partition);
    try (Consumer<byte[], byte[]> consumer = clients.consumer(committedOnly())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long limit = System.nanoTime() + PATIENCE.toNanos();
      for (long at = 0; consumer.position(partition) < end; ) {
        consumer.poll(POLL).forEach(reading::record);
        if (consumer.position(partition) > at) {
          at = consumer.position(partition);
          limit = System.nanoTime() + PATIENCE.toNanos();
        }
        if (System.nanoTime() > limit) throw standsStill(partition, at, end);
      }
      return consumer.position(partition);
    }
  }

  private static TimeoutException standsStill(TopicPartition partition, long at, long end) {
    return new TimeoutException(
        partition
            + " stands at offset "
            + at
            + " of "
            + end
            + " for "
            + PATIENCE.toSeconds()
            + " s: the broker is away, or a transaction stays open");
  }

  private long end(TopicPartition partition) {
    try (Consumer<byte[], byte[]> consumer = clients.consumer(PLAIN)) {
      consumer.assign(List.of(partition));
      Long end = consumer.endOffsets(List.of(partition)).get(partition);
      return end == null ? 0 : end;
    }
  }

  private static Map<String, Object> committedOnly() {
    return Map.of(
        "enable.auto.commit", false,
        "auto.offset.reset", "earliest",
        "isolation.level", "read_committed");
  }
}
